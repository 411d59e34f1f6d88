"""records: [ROWS] accounts and products from a file: the dry run with its search for duplicates, taking it over, undo

ROWS is 10000 where nothing else is said. Files go through the API as the browser's do: sent and looked at, confirmed,
sent once more (nothing may change), undone.
"""
import json
import random
import sys
import time
import uuid

from live import Live
from sheet import publish, table

PLACES = ["Aldmoor", "Brinley", "Carrow", "Dunvale", "Eastry", "Fenwick", "Garsdale", "Holmby", "Ilderton", "Jarrow",
          "Kelby", "Larkhill", "Marden", "Norcott", "Oakley", "Penrose", "Quorn", "Ravensby", "Selwick", "Thornby"]
WORDS = ["Harbour", "Meadow", "Station", "Market", "Bridge", "Castle", "Mill", "Chapel", "Garden", "Forest", "Orchard",
         "Tower", "Canal", "Summit", "Valley", "Lantern", "Copper", "Silver", "Maple", "Willow"]


def accounts(rows, chance):
    """Groups, their regions, and stores below; a few names that are nearly alike."""
    lines = ["name,kind,parent,code,tier,segment,channel,city,postcode"]
    groups = [f"{word} Stores" for word in WORDS]
    lines += [f"{name},group,,,A,Grocery,Retail,," for name in groups]
    regions = [(f"{name} {side}", name) for name in groups for side in ("North", "South", "East", "West")]
    lines += [f"{name},region,{above},,,,Retail,," for name, above in regions]
    for number in range(rows - len(groups) - len(regions)):
        region, place = chance.choice(regions)[0], chance.choice(PLACES)
        name = f"{chance.choice(WORDS)} {chance.choice(WORDS)} {number:05}"
        if number % 500 == 499:
            name = f"{name}  Store"
        lines.append(f"{name},store,{region},S{number:05},{chance.choice('ABC')},Grocery,Retail,{place},P{number:05}")
    return lines


def digit(body):
    total = sum(int(figure) * (3 if place % 2 == 0 else 1) for place, figure in enumerate(reversed(body)))
    return str(-total % 10)


def products(rows, chance):
    lines = ["name,kind,parent,code,gtin,case quantity,eq factor,launch"]
    categories = WORDS[:5]
    lines += [f"{name},category,,,,,," for name in categories]
    brands = [f"{word} {category}" for category in categories for word in WORDS[5:15]]
    lines += [f"{name},brand,{name.split()[1]},,,,," for name in brands]
    for number in range(rows - len(categories) - len(brands)):
        body = f"40{number:010}"
        lines.append(f"{chance.choice(WORDS)} {chance.choice(PLACES)} {number:05},item,{chance.choice(brands)},"
                     f"I{number:05},{body}{digit(body)},{chance.choice((6, 12, 24))},1.0,2024-01-06")
    return lines


class Caller:
    """Calls with the seconds and the server's CPU seconds that each took."""

    def __init__(self, live, token):
        import http.client
        self.live, self.token = live, token
        self.talk = http.client.HTTPConnection(live.address.removeprefix("http://"), timeout=600)

    def post(self, path, body=b"", kind="application/json"):
        began, before = time.monotonic(), self.live.cpu()
        self.talk.request("POST", "/api/v1" + path, body, {
            "Authorization": f"Bearer {self.token}", "Content-Type": kind})
        answer = self.talk.getresponse()
        said = answer.read()
        took = (time.monotonic() - began, self.live.cpu() - before)
        if answer.status not in (200, 201):
            raise SystemExit(f"POST {path}: {answer.status} {said.decode()[:500]}")
        return json.loads(said), took

    def send(self, path, lines):
        mark = uuid.uuid4().hex
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="source"\r\n\r\nBench\r\n',
                 f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="records.csv"\r\n'
                 "Content-Type: text/csv\r\n\r\n", "\n".join(lines), f"\n\r\n--{mark}--\r\n"]
        return self.post(path, "".join(parts).encode(), f"multipart/form-data; boundary={mark}")


def measure(caller, kind, lines):
    wanted, base, rows = len(lines) - 1, f"/{kind}/imports", []

    def note(what, counts, *costs):
        wall, cpu = (sum(cost[place] for cost in costs) for place in (0, 1))
        rows.append([f"{kind}: {what}", f"{wall:.2f}", f"{cpu:.2f}", f"{wanted / wall:,.0f}", counts["new"],
                     counts["unchanged"], counts["duplicates"], counts["rejected"]])

    seen, looking = caller.send(base, lines)
    note("sent and looked at (dry run, duplicates)", seen["counts"], looking)
    done, taking = caller.post(f"{base}/{seen['id']}/confirmation", b"{}")
    note("confirmed", done["counts"], taking)
    if done["counts"]["new"] != wanted:
        raise SystemExit(f"{kind}: {done['counts']} of {wanted} rows; {done['notes'][:3]}")
    note("**both together**", done["counts"], looking, taking)
    again, took = caller.send(base, lines)
    if again["counts"]["unchanged"] != wanted:
        raise SystemExit(f"{kind}: the same file again: {again['counts']}; {again['notes'][:3]}")
    note("the same file looked at again", again["counts"], took)
    undone, took = caller.post(f"{base}/{seen['id']}/undo", b"{}")
    note("undone", undone["counts"], took)
    return rows


def main():
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    chance = random.Random(7)
    with Live() as live:
        token = live.token("write")
        live.serve()
        caller = Caller(live, token)
        rows = measure(caller, "products", products(wanted, chance)) + measure(caller, "accounts", accounts(wanted, chance))
        peak = live.memory("VmHWM")
    publish("records", f"{wanted:,} rows each, over the API. Both together are to take 2 s at most.\n\n" + table(
        ["", "s", "CPU s", "rows/s", "new", "unchanged", "much alike", "rejected"], rows)
        + f"\n\nPeak of the server's memory: {peak:.0f} MB (at most 150).")


if __name__ == "__main__":
    main()
