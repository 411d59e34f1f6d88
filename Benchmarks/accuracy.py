"""How good forecasts were: errors of points, and how often intervals held."""


def errors(train, test, season, forecasts):
    """Mean sMAPE and MASE over series; a series without a scale has no MASE."""
    symmetric, scaled = [], []
    for name, actual in test.items():
        if name not in forecasts:
            continue
        points = [row[0] if isinstance(row, list) else row for row in forecasts[name]]
        pairs = list(zip(actual, points))
        symmetric.append(sum(200 * abs(a - f) / (abs(a) + abs(f) + 1e-12) for a, f in pairs) / len(pairs))
        past = train[name]
        steps = [abs(b - a) for a, b in zip(past, past[season:])]
        if sum(steps) > 0:
            scaled.append(sum(abs(a - f) for a, f in pairs) / len(pairs) / (sum(steps) / len(steps)))
    return sum(symmetric) / len(symmetric), sum(scaled) / len(scaled)


def intervals(train, test, season, found):
    """Coverage in percent at 80 and 95, and the mean scaled interval score at 95."""
    hits, count, scores = [0, 0], 0, []
    for name, actual in test.items():
        past, score = train[name], 0
        for value, row in zip(actual, found[name]):
            hits[0] += row[1] <= value <= row[2]
            hits[1] += row[3] <= value <= row[4]
            count += 1
            score += row[4] - row[3] + 40 * max(0, row[3] - value) + 40 * max(0, value - row[4])
        steps = [abs(b - a) for a, b in zip(past, past[season:])]
        if sum(steps) > 0:
            scores.append(score / len(actual) / (sum(steps) / len(steps)))
    return 100 * hits[0] / count, 100 * hits[1] / count, sum(scores) / len(scores)
