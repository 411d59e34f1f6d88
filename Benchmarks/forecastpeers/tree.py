"""Runs in the peer's own Python: CPU seconds to reconcile the tree of `forecast-drivers tree`, as JSON."""
import json
import sys
import time

import numpy
from hierarchicalforecast import methods
from scipy import sparse

REGIONS, AREAS, ITEMS, STEPS, ERRORS = 10, 320, 2000, 13, 143


def summing():
    """Which items each node sums: all, regions, areas, items."""
    rows = [numpy.ones((1, ITEMS))]
    area = numpy.arange(ITEMS) % AREAS
    rows.append(numpy.stack([area // 32 == place for place in range(REGIONS)]).astype(float))
    rows.append(numpy.stack([area == place for place in range(AREAS)]).astype(float))
    rows.append(numpy.eye(ITEMS))
    return numpy.vstack(rows)


def main():
    draw, matrix = numpy.random.default_rng(5), summing()
    nodes = matrix.shape[0]
    forecasts, errors = 5 * draw.random((nodes, STEPS)), draw.random((nodes, ERRORS)) - 0.5
    actual = numpy.zeros((nodes, ERRORS))
    spent = {}
    for name, method, which in [
        ("bottom_up", methods.BottomUp(), matrix), ("ols", methods.MinTrace(method="ols"), matrix),
        ("wls_var", methods.MinTraceSparse(method="wls_var"), sparse.csr_matrix(matrix)),
        ("mint_shrink", methods.MinTrace(method="mint_shrink"), matrix),
    ]:
        given = dict(S=which, y_hat=forecasts, y_insample=actual, y_hat_insample=errors)
        times = []
        for _ in range(2):  # The first one compiles.
            began = time.process_time()
            try:
                method.fit_predict(**given)
            except Exception as problem:
                print(f"{name}: {problem}", file=sys.stderr)
                break
            times.append(time.process_time() - began)
        if times:
            spent[name] = times[-1]
    json.dump(spent, sys.stdout)


if __name__ == "__main__":
    main()
