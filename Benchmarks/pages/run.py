"""pages: [--peers] a list, a record, its JSON and a durable create on 1,000 accounts, 8 connections

Needs wrk. --peers measures Tryton and creme in the same run: they are installed from their packages into .bench, and
keep their data in SQLite too. Tryton answers with JSON only, creme with pages only.
"""
import json
import re
import shutil
import subprocess
import sys
import time

from creme import Creme
from live import Live
from sheet import publish, table
from tryton import Tryton

SECONDS, CONNECTIONS, ACCOUNTS = 6, 8, 1_000


def lua(folder, method, headers, body):
    """A script for wrk. `@` in the body becomes a number that never comes twice."""
    path = folder / "request.lua"
    heads = "\n".join(f"wrk.headers[{json.dumps(name)}] = {json.dumps(value)}" for name, value in headers.items())
    path.write_text(f"""wrk.method = {json.dumps(method)}
{heads}
local body, count = {json.dumps(body or '')}, 0
local stamp = tostring(os.time())
request = function()
  count = count + 1
  local text = body:gsub("@", stamp .. string.format("%07d", count))
  return wrk.format(nil, nil, nil, body ~= "" and text or nil)
end
""")
    return path


def load(server, path, headers, method="GET", body=None):
    """Requests a second, CPU milliseconds and bytes each, 99th percentile in ms; refused answers end the run,
    but for a peer that says how many of its own it may give."""
    script = lua(server.folder, method, headers, body)
    def wrk(seconds):
        return subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "--timeout", "30s", "-s", str(script),
             server.address + path], capture_output=True, text=True, check=True).stdout
    wrk(1)
    settle(server)
    before = server.cpu()
    said = wrk(getattr(server, "seconds", SECONDS))
    used = server.cpu() - before
    count = int(re.search(r"(\d+) requests in", said).group(1))
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    if count == 0 or wrong and int(wrong.group(1)) > count * getattr(server, "refusals", 0):
        raise SystemExit(f"{method} {path}: {wrong.group(1) if wrong else 'all'} of {count} answers were refusals")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1))
    late = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    size = re.search(r"([\d.]+)(B|KB|MB|GB) read", said)
    read = float(size.group(1)) * {"B": 1, "KB": 1024, "MB": 1024**2, "GB": 1024**3}[size.group(2)]
    return {"rate": rate, "cpu": used / count * 1_000, "bytes": read / count,
            "p99": float(late.group(1)) * {"us": 0.001, "ms": 1, "s": 1_000}[late.group(2)]}


def settle(server):
    """Waits until the server has done what it was asked for before."""
    used = -1.0
    while server.cpu() - used > 0.02:
        used = server.cpu()
        time.sleep(0.3)


def fill(live, token):
    """A thousand accounts through the API; answers the id of one."""
    import http.client
    talk = http.client.HTTPConnection(live.address.removeprefix("http://"))
    heads = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    for number in range(ACCOUNTS):
        talk.request("POST", "/api/v1/accounts", json.dumps({"name": f"Account {number:04}", "kind": "group"}), heads)
        answer = talk.getresponse()
        made = answer.read()
        if answer.status not in (200, 201):
            raise SystemExit(f"an account was refused: {answer.status} {made.decode()[:300]}")
    return answer.headers["location"].rsplit("/", 1)[1]


def cookie(live):
    """Signs in as a browser does; answers the session's cookie."""
    import http.cookiejar
    import urllib.parse
    import urllib.request
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = browser.open(live.address + "/sign-in").read().decode()
    token = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
    form = urllib.parse.urlencode(
        {"csrf": token, "login": live.email, "password": live.password, "next": "/accounts"})
    browser.open(live.address + "/sign-in", form.encode()).read()
    return "; ".join(f"{held.name}={held.value}" for held in jar)


def ours():
    with Live() as live:
        token = live.token("write")
        live.serve()
        one = fill(live, token)
        bearer, seen = {"Authorization": f"Bearer {token}"}, {"Cookie": cookie(live), "Accept-Encoding": "gzip"}
        found = {
            "list of 50, page": load(live, "/accounts", seen),
            "record, page": load(live, f"/accounts/{one}", seen),
            "record, JSON": load(live, f"/api/v1/accounts/{one}", bearer),
            "list of 50, JSON": load(live, "/api/v1/accounts", bearer),
            "durable create": load(live, "/api/v1/accounts", {**bearer, "Content-Type": "application/json"}, "POST",
                                   json.dumps({"name": "Made @", "kind": "group"})),
        }
        found["memory"] = live.memory("VmHWM")
        return found


def theirs(kind):
    with kind() as peer:
        return peer.measure(ACCOUNTS, load)


def line(what, cost, limit, others):
    """One row of the table: ours, then each peer with the ratio of CPU time."""
    row = [what, f"{cost['cpu']:.2f}", limit, f"{cost['rate']:,.0f}", f"{cost['p99']:.1f}", f"{cost['bytes'] / 1024:.1f}"]
    for other in others.values():
        peer = other.get(what)
        row += [f"{peer['cpu']:.1f}", f"{peer['rate']:,.0f}", f"{peer['cpu'] / cost['cpu']:.0f} x"] if peer else [""] * 3
    return row


def main():
    if not shutil.which("wrk"):
        raise SystemExit("pages: wrk is missing. On Debian: apt-get install wrk")
    mine = ours()
    others = {kind.__name__: theirs(kind) for kind in (Tryton, Creme)} if "--peers" in sys.argv else {}
    limits = {"list of 50, page": "2", "record, page": "3", "record, JSON": "1", "durable create": "1"}
    rows = [line(what, cost, limits.get(what, ""), others) for what, cost in mine.items() if what != "memory"]
    peak = f"Peak of memory under this load: {mine['memory']:.0f} MB (at most 150)"
    heads = ["", "CPU ms", "at most", "requests/s", "p99 ms", "KB"]
    for name, other in others.items():
        peak += f"; {name} {other['memory']:.0f} MB"
        heads += [f"{name} CPU ms", "requests/s", "ratio"]
    publish("pages", f"{ACCOUNTS:,} accounts, {CONNECTIONS} connections, wrk beside the server.\n\n"
            + table(heads, rows) + f"\n\n{peak}.")


if __name__ == "__main__":
    main()
