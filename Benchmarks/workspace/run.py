"""workspace: [FACTS] the account workspace: pages at ten times the demo, search over a million records, imports of 750,000

Needs wrk. Pages: the demo company with FACTS weekly facts (14000000 without a word), its board filled to 10,000 open
deals, one account with 300 people; 8 connections. Search: as an administrator and as a manager of one account in ten.
"""
import contextlib
import csv
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import uuid

from live import BINARY, Live
from scale.run import Reader
from sheet import Cost, publish, table

SECONDS, CONNECTIONS, ROWS = 6, 8, 750_000
FIRST = ["Anna", "Bo", "Carla", "David", "Elin", "Frank", "Greta", "Henry", "Ines", "Jon", "Karin", "Lars", "Maria",
         "Nils", "Olga", "Per", "Quentin", "Rosa", "Sven", "Tove", "Ulla", "Viktor", "Wilma", "Yngve", "Zoe"]
ONSETS = ["b", "br", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "w", "z"]
TITLES = ["Category buyer", "Head of buying", "Supply planner", "Store manager", "Finance partner", "Director"]


def word(chance, parts):
    return "".join(chance.choice(ONSETS) + chance.choice("aeiou") for _ in range(parts)) + chance.choice(["n", "r", "s", ""])


class World:
    """Names as they come in life: some often, most seldom."""

    def __init__(self):
        self.chance = random.Random(11)
        self.families = [word(self.chance, 3).title() for _ in range(30_000)]
        self.words = [word(self.chance, self.chance.choice((2, 3, 4))) for _ in range(20_000)]
        self.accounts = [f"{word(self.chance, 3).title()} Stores {number}" for number in range(2_000)]

    def often(self, names):
        return names[int(len(names) * self.chance.random() ** 3)]

    def person(self):
        return self.chance.choice(FIRST), self.often(self.families)


def write(path, head, rows):
    with open(path, "w", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(head)
        sheet.writerows(rows)


def contacts(world):
    """Of a hundred rows one can't be taken: no name, an address that is none, an account nobody knows, somebody twice."""
    for number in range(ROWS):
        first, last = world.person()
        mail, account = f"{first}.{last}.{number}@example.com".lower(), world.accounts[number % len(world.accounts)]
        code = f"C{number:07}"
        match number % 400:
            case 99: first = last = ""
            case 199: mail = "not an address"
            case 299: account = "Nowhere Ltd"
            case 399: code = f"C{number - 1:07}"
        yield code, first, last, world.chance.choice(TITLES), account, mail, f"+1 555 {number:07}"


def deals(world, rows, accounts, open_only=False):
    stages = ["Lead", "Qualified", "Proposal", "Negotiation"]
    for number in range(rows):
        is_open = open_only or number % 4 == 0
        stage = world.chance.choice(stages) if is_open else world.chance.choice(["Won", "Lost"])
        close = f"2027-{1 + number % 12:02}-15" if is_open else f"2025-{1 + number % 12:02}-15"
        amount, account, code = f"{1_000 + number % 90_000}.00", accounts[number % len(accounts)], f"D{number:07}"
        match number % 400:
            case 99: stage = ""
            case 199: amount = "much"
            case 299: close = "soon"
            case 399: code = f"D{number - 1:07}"
        name = f"{world.often(world.words).title()} {world.often(world.words)} {number}"
        yield code, name, account, stage, amount, "USD", f"2025-01-{1 + number % 28:02}", close


DEAL_HEAD = ["Opportunity ID", "Opportunity Name", "Account Name", "Stage", "Amount", "Currency", "Created Date", "Close Date"]
PEOPLE_HEAD = ["Contact ID", "First Name", "Last Name", "Title", "Account Name", "Email", "Phone"]


def load(live, cookie, paths, seconds=SECONDS):
    """Milliseconds in the middle and at the 95th percentile, CPU ms and KB each, for paths asked in turn."""
    script = live.folder / "load.lua"
    quoted = ", ".join(f'"{path}"' for path in paths)
    script.write_text(f"""local paths, n = {{ {quoted} }}, 0
wrk.headers["Cookie"] = "{cookie}"
wrk.headers["Accept-Encoding"] = "gzip"
request = function() n = n + 1; return wrk.format("GET", paths[n % #paths + 1]) end
done = function(s, latency, r)
  io.write(string.format("FOUND %f %f %d %d %d\\n", latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    s.requests, s.bytes, s.errors.status + s.errors.timeout))
end
""")

    def wrk(seconds):
        said = subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "-s", str(script), live.address + "/"],
            capture_output=True, text=True, check=True).stdout
        return [float(figure) for figure in re.search(r"FOUND (.+)", said).group(1).split()]
    wrk(1)
    before = live.cpu()
    middle, late, count, size, wrong = wrk(seconds)
    if wrong or not count:
        raise SystemExit(f"{paths[0]}: {wrong:.0f} of {count:.0f} answers were refusals")
    return middle, late, (live.cpu() - before) / count * 1_000, size / count / 1024


def signed_in(live, email, password):
    reader = Reader(live, email, password)
    return "; ".join(f"{name}={value}" for name, value in reader.cookies.items())


def row(what, found, limit):
    middle, late, cpu, size = found
    return [what, f"{cpu:.1f}", f"{middle:.1f}", f"**{late:.1f}**" if late > limit else f"{late:.1f}", limit, f"{size:.0f}"]


def settle(live, longest=180):
    """Waits until the chores after a start are done: what they take is not a page's."""
    until, before = time.monotonic() + longest, -1
    while live.cpu() - before > 0.1 and time.monotonic() < until:
        before = live.cpu()
        time.sleep(3)


def touch(base):
    """A save by another program: kept pages are old after it."""
    base.execute("INSERT INTO settings (name, value) VALUES ('bench', '0') "
                 "ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1")
    base.commit()


@contextlib.contextmanager
def saving(database, every=1.0):
    """Somebody saves something every second."""
    done = threading.Event()

    def work():
        base = sqlite3.connect(database, timeout=10)
        while not done.wait(every):
            touch(base)
        base.close()
    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def drawn(live, cookie, path, database, times=8):
    """CPU milliseconds of drawing a page after a save."""
    base, spent = sqlite3.connect(database, timeout=10), []
    for _ in range(times + 1):
        touch(base)
        before = live.cpu()
        asked = urllib.request.Request(live.address + path, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
        urllib.request.urlopen(asked).read()
        spent.append(live.cpu() - before)
    base.close()
    return sum(spent[1:]) / times * 1_000


HEADS = ["", "CPU ms", "ms median", "ms 95 %", "at most", "KB"]


def pages(folder, world, facts):
    database = str(folder / "demo.sqlite")
    made = Cost([BINARY, "demo", "--database", database, "--scale", facts])
    email = re.search(r"e-mail\s+(\S+)", made.output).group(1)
    password = re.search(r"password\s+(\S.*)", made.output).group(1).strip()
    base = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    one = lambda text, *words: base.execute(text, words).fetchone()[0]
    names = [name for (name,) in base.execute("SELECT name FROM accounts WHERE kind = 'group' AND status = 'customer'")]
    group, name = base.execute("SELECT id, name FROM accounts WHERE kind = 'group' ORDER BY site_count DESC, id LIMIT 1").fetchone()
    lacking = max(0, 10_200 - one("SELECT COUNT(*) FROM deals WHERE outcome = 'open'"))
    write(folder / "deals.csv", DEAL_HEAD, deals(world, lacking, names, open_only=True))
    write(folder / "people.csv", PEOPLE_HEAD, (
        (f"M{number}", *world.person(), world.chance.choice(TITLES), name, "", "") for number in range(300)))
    for file, words in (("deals.csv", ["--as", "deals", "--set", "source=Board", "--set", "process=New business"]),
                        ("people.csv", ["--as", "persons", "--set", "source=Map"])):
        Cost([BINARY, "import", str(folder / file), *words, "--database", database])
    open_deals = one("SELECT COUNT(*) FROM deals WHERE outcome = 'open'")
    plan = one("SELECT id FROM account_plans WHERE account_id = ? AND kind = 'account' ORDER BY id LIMIT 1", group)
    wanted = {
        f"board of {open_deals:,} open deals": ["/pipeline"], "portfolio": ["/portfolio"],
        "account page with its panels": [f"/accounts/{group}"], "plan": [f"/plans/{plan}"],
        "map of 300 people": [f"/accounts/{group}/relationships"], "today": ["/"], "the whole queue": ["/next-steps"],
    }
    with Live(database) as live:
        live.serve()
        settle(live)
        cookie = signed_in(live, email, password)
        rows = []
        for what, paths in wanted.items():
            anew = drawn(live, cookie, paths[0], database)
            with saving(database):
                found = load(live, cookie, paths)
            rows.append(row(what, (*found[:2], anew, found[3]), 100))
        peak = live.memory("VmHWM")
    counts = {what: one(f"SELECT COUNT(*) FROM {what}") for what in ("accounts", "deals", "persons", "interactions", "tasks")}
    base.close()
    said = ", ".join(f"{count:,} {what}" for what, count in counts.items())
    return (f"CPU ms is what drawing a page after a save takes; the times are of {CONNECTIONS} connections while somebody "
            f"saves every second. The demo company with {facts} facts asked for, made in {made.wall:.0f} s: {said}. "
            f"The server's peak of memory is {peak:.0f} MB.\n\n" + table(HEADS, rows))


def imports(folder, world):
    """The database of the search, filled by the imports that are measured."""
    database = str(folder / "search.sqlite")
    with Live(database) as live:
        live.add_admin()
        password = "harbour lantern manager"
        live.run("user", "add", "--name", "Mia Manager", "--email", "mia@example.com", "--role", "manager",
                 "--password-stdin", stdin=password + "\n")
        admin = (live.email, live.password)
    write(folder / "accounts.csv", ["name", "kind", "owner"], (
        (name, "group", "mia@example.com" if place % 10 == 0 else "ada@example.com")
        for place, name in enumerate(world.accounts)))
    Cost([BINARY, "import", str(folder / "accounts.csv"), "--as", "accounts", "--database", database])
    write(folder / "contacts.csv", PEOPLE_HEAD, contacts(world))
    write(folder / "deals.csv", DEAL_HEAD, deals(world, ROWS, world.accounts))
    rows, copy = [], str(folder / "deals.sqlite")
    source, target = sqlite3.connect(database), sqlite3.connect(copy)
    source.backup(target)
    source.close(), target.close()
    for kind, file, words, base in (
            ("contacts", "contacts.csv", ["--as", "persons", "--set", "source=CRM"], database),
            ("deals", "deals.csv", ["--as", "deals", "--set", "source=CRM", "--set", "process=New business"], copy)):
        for what in (f"{ROWS:,} {kind}", "the same file again"):
            took = Cost([BINARY, "import", str(folder / file), *words, "--database", base])
            print(took.output.splitlines()[0], file=sys.stderr)
            rows.append([what, f"{took.wall:.1f}", f"{took.cpu:.1f}", f"{ROWS / took.wall:,.0f}", f"{took.peak:.0f}",
                         re.search(r"([\d,]+) (?:unchanged|known already)", took.output).group(1),
                         re.search(r"([\d,]+) rejected", took.output).group(1)])
            with open(folder / file, "a") as again:
                again.write("\n")  # The very same bytes would be known by their digest alone.
    pathlib.Path(copy).unlink()
    return database, admin, password, "One row in a hundred can't be taken. At least 20,000 rows a second, at most 250 MB.\n\n" + table(
        ["", "s", "CPU s", "rows/s", "peak MB", "unchanged", "rejected"], rows)


def fill(database, world, folder):
    """Deals by an import; notes and tasks, which no file brings, straight into their tables."""
    write(folder / "more.csv", DEAL_HEAD, deals(world, 100_000, world.accounts))
    Cost([BINARY, "import", str(folder / "more.csv"), "--as", "deals", "--set", "source=CRM",
          "--set", "process=New business", "--database", database])
    base = sqlite3.connect(database)
    accounts = base.execute(
        """SELECT id, COALESCE('_o' || reach_owner_id, '_') || ' ' || COALESCE('_t' || reach_team_id, '_') FROM accounts""").fetchall()
    now = "2026-11-22T10:00:00.000Z"
    for number in range(160_000):
        key = str(uuid.UUID(int=(0x019a0000 << 96) + (number << 76) | (7 << 76) | (2 << 62) | number))
        account, reach = accounts[number % len(accounts)]
        said = " ".join({world.often(world.words) for _ in range(15 if number < 110_000 else 5)})
        if number < 110_000:
            base.execute("""INSERT INTO interactions (id, kind, subject, body, account_id, happened_at, on_day, direction,
              is_contact, source, version, created_at, changed_at) VALUES (?, 'note', ?, ?, ?, ?, ?, 'ours', 0, 'typed', 1, ?, ?)""",
                         (key, said[:40], said, account, now, now[:10], now, now))
        else:
            base.execute("""INSERT INTO tasks (id, kind, title, search_key, note, account_id, evidence, version, created_at,
              changed_at) VALUES (?, 'task', ?, ?, '', ?, '', 1, ?, ?)""", (key, said, said, account, now, now))
        base.execute("INSERT INTO search_entries (kind, record_id, account_id, reach, words) VALUES (?, ?, ?, ?, ?)",
                     ("_interaction" if number < 110_000 else "_task", key, account, reach, said))
    base.commit()
    count = base.execute("SELECT COUNT(*) FROM search_entries").fetchone()[0]
    base.close()
    return count


def search(folder, world, database, admin, password):
    count = fill(database, world, folder)
    chance, ask = world.chance, lambda words: [f"/search?_part=true&q={text}" for text in words]
    some = [world.often(world.words) for _ in range(60)]
    wanted = {
        "one letter": ask("abdefghklmnprstvwz"), "two letters": ask({text[:2] for text in some}),
        "four letters": ask(text[:4] for text in some), "a whole word": ask(some),
        "two words": ask(f"{one}+{other[:3]}" for one, other in zip(some, reversed(some))),
        "first and family name": ask(f"{chance.choice(FIRST)}+{world.often(world.families)[:5]}".lower() for _ in range(60)),
    }
    rows = []
    with Live(database) as live:
        live.serve()
        settle(live)
        for who, (email, word) in (("administrator", admin), ("manager", ("mia@example.com", password))):
            cookie = signed_in(live, email, word)
            rows += [row(f"{who}: {what}", load(live, cookie, paths, 4), 50) for what, paths in wanted.items()]
        peak = live.memory("VmHWM")
    return (f"{count:,} people, deals, notes and tasks on {len(world.accounts):,} accounts, of which the manager sees a tenth; "
            f"{CONNECTIONS} connections. The server's peak of memory is {peak:.0f} MB.\n\n" + table(HEADS, rows))


def main():
    facts = sys.argv[1] if len(sys.argv) > 1 else "14000000"
    with tempfile.TemporaryDirectory(prefix="mainstay-workspace-") as name:
        folder, world = pathlib.Path(name), World()
        database, admin, password, loaded = imports(folder, world)
        print(loaded, file=sys.stderr)
        found = search(folder, world, database, admin, password)
        print(found, file=sys.stderr)
        seen = pages(folder, world, facts)
    publish("workspace", f"### Pages\n{seen}\n\n### Search\n{found}\n\n### Imports\n{loaded}")


if __name__ == "__main__":
    main()
