#!/usr/bin/env python3
"""An independent program for draws of the protocol `double-random/1`, written from docs/SPEC.md alone.
`replay.py DIR` replays the draw in DIR (exit 0: consistent, 1: it diverges, 2: usage or unreadable files);
`replay.py draw DIR SEED` draws from DIR/units.tsv by DIR/plan.json, with 64 hex digits of declared randomness."""
import bisect, collections, fractions, hashlib, itertools, json, pathlib, re, struct, sys
sys.dont_write_bytecode = True  # officers.py and deal.py deal who inspects, where a record has officers
# Section 1: digests (in hex, like seeds, tickets and tokens), numbers, documents
def H(text): return hashlib.sha256(text.encode()).hexdigest()
def derive(seed, label): return H(seed + ":" + label)
def doc(value): return H(canonical(value))
def stream(seed):  # ChaCha20
    for block in itertools.count():
        start = struct.unpack("<16L", b"expand 32-byte k" + bytes.fromhex(seed) + struct.pack("<2Q", block, 0))
        x = [*start]
        for i in range(80):  # quarter rounds: on four columns, on four diagonals, and again
            a, b, c, d = (4 * row + (i + i // 4 % 2 * row) % 4 for row in range(4))
            for to, add, xor, turn in (a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7):
                x[to] = (x[to] + x[add]) % 2**32
                x[xor] = ((x[xor] ^ x[to]) * (2**32 + 1) >> 32 - turn) % 2**32
        yield from struct.unpack("<8Q", struct.pack("<16L", *((u + v) % 2**32 for u, v in zip(start, x))))
def below(n, numbers): return next(x * n >> 64 for x in numbers if x * n % 2**64 >= 2**64 % n)
def canonical(value):  # RFC 8785
    def in_order(pairs): return dict(sorted(pairs, key=lambda pair: pair[0].encode("utf-16-be")))
    ordered = json.loads(json.dumps(value), object_pairs_hook=in_order)
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":"))
def document(data, shape):
    def once(pairs): return dict(pairs) if len(dict(pairs)) == len(pairs) else refuse("each key once", dict(pairs))
    def plain(n): return int(n) if integer(n) and abs(int(n)) < 2**53 else refuse("a whole number below 2^53", n)
    value = json.loads(data.decode(), object_pairs_hook=once, parse_int=plain, parse_float=plain, parse_constant=plain)
    return value if fits(value, shape) else refuse("a document of its form", value)
def refuse(*pair): raise ValueError("expected {:.500} found {:.500}".format(*map(canonical, pair)))
def same(expected, found):  # compares JSON texts, which tell true from 1; of two lists, the first items that differ
    if type(expected) == type(found) == list: [same(*pair) for pair in itertools.zip_longest(expected, found)]
    elif json.dumps(expected, sort_keys=True) != json.dumps(found, sort_keys=True): refuse(expected, found)
# Sections 1 and 7: spellings and forms
def fits(v, shape):  # a shape: a type, a test, a text, {field: shape}, [shape of each item], (one shape, or another)
    if isinstance(shape, type): return isinstance(v, shape)
    if isinstance(shape, tuple): return any(fits(v, one) for one in shape)
    if isinstance(shape, list): return isinstance(v, list) and all(fits(item, shape[0]) for item in v)
    if isinstance(shape, dict): return fits(v, dict) and {*v} == {*shape} and all(fits(v[k], shape[k]) for k in v)
    return shape(v) if callable(shape) else v == shape
def spelled(pattern): return lambda v: isinstance(v, str) and re.fullmatch(pattern, v, re.ASCII)
def least(number): return lambda v: type(v) is int and v >= number
def each(key, item): return lambda v: isinstance(v, dict) and all(key(k) and item(v[k]) for k in v)
line, hex32 = map(spelled, (r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]+", "[0-9a-f]{64}"))
integer, size, rate = map(spelled, ("0|-?[1-9][0-9]{0,15}", "[1-9][0-9]{0,19}", r"(100|[1-9]?\d(\.\d{0,3}[1-9])?)%"))
def name(v): return line(v) and v == v.strip() and len(v.encode()) <= 128
def plan_id(v): return name(v) and "/" not in v
def label(v): return isinstance(v, str) and all(plan_id(part) and part[0] != "-" for part in v.split("/"))
def stratum(v): return label(v[1:]) and "/" not in v if v[:1] == "-" else label(v)
PLAN = {"form": "double-random/plan/1", "id": plan_id, "reserves": least(0),
        "attributes": [{"name": name, "disclosure": ("public", "confidential")}], "design": (
    {"rates": {"rates": each(label, rate), "rounding": ("up", "down", "expected"), "minimum": least(0)}},
    {"capacity": {"total": least(1), "weights": each(label, least(1)), "minimum": each(label, least(0))}},
    {"proportional": {"total": least(1), "method": ("pivotal", "poisson")}}, {"order": {"batch": least(1)}})}
PLANS = PLAN, {**PLAN, "disclosure_ground": line}
RECORD = {"form": "double-random/confidential/1", "announcement": str, "plan": PLANS, "seed": hex32,
          "frame_key": ({"secret": hex32}, {"open": hex32}), "strata": [dict], "selected": [dict], "reserves": [dict],
          "randomness": ({"declared": hex32}, {"contributed": {k: each(name, line) for k in ("nonces", "values")}})}
HEAD = {**RECORD, "form": "double-random/confidential-head/1", "selected": least(0), "reserves": least(0)}
RECORDS = tuple({**form, **more} for form in (RECORD, HEAD) for more in ({}, {"officers": dict}))
def confidential(plan): return [i for i, a in enumerate(plan["attributes"]) if a["disclosure"] == "confidential"]
# Section 2: the frame
def lines_of(data): return data.removesuffix(b"\n").split(b"\n") if data else []
def unit_fits(i, h, x, district): return name(i) and stratum(h) and size(x) and int(x) < 2**64 and name(district or "-")
def read_units(data):  # [id, stratum, size, district] in id order
    units = sorted(row.decode().split("\t") for row in lines_of(data))
    for unit, previous in zip(units, [[""], *units]):
        if len(unit) != 4 or not unit_fits(*unit) or unit[0] == previous[0]: refuse("a unit, each id once", unit)
    return units
def merkle_root(leaves):  # RFC 6962
    if len(leaves) < 2: return hashlib.sha256(b"\0" + leaves[0].encode() if leaves else b"").digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + merkle_root(leaves[:half]) + merkle_root(leaves[half:])).digest()
def frame(plan, units, frame_key):  # what the announcement says of it (count, root, commitment), and the tokens
    key = frame_key.get("secret", "00" * 32)
    if key == "00" * 32 and (confidential(plan) or "secret" in frame_key): refuse("a secret frame key", "the open one")
    seed = derive(key, "token")
    tokens = [H(seed + unit[0])[:24] for unit in units]
    wrong = [h for _, h, *_ in units if h[0] != "-" and h.count("/") + 1 != len(plan["attributes"])]
    if wrong or len({*tokens}) < len(units): refuse("a component for each attribute, each token once", wrong)
    leaves = ["\t".join([*unit, token]) for unit, token in zip(units, tokens)]
    return [str(len(units)), merkle_root(leaves).hex(), H(f"double-random/1 frame-key\n{key}\n")], tokens
# Section 3: announcement, randomness, seed, digests
HEX = "\t[0-9a-f]{64}"
ANNOUNCEMENT = (f"double-random/1 announcement\n(plan\t[^\t\n/]+\t[0-9]+({HEX}){{4}}\n)+((contributor\t[^\t\n]+{HEX}"
                f"\n)+(source\t[^\t\n]+\t[^\t\n]+\n)+journal{HEX}\nrecord by\t.{{25}}\nopen by\t.{{10}}\n)?")
def text(first, rows): return "\n".join([f"double-random/1 {first}", *map("\t".join, rows), ""])
def parse_announcement(announcement):  # {kind of line: {name: fields}}
    if not re.fullmatch(ANNOUNCEMENT, announcement): refuse("an announcement", announcement)
    rows, lines = [row.split("\t") for row in announcement.split("\n")[1:-1]], {}
    for kind in ("plan", "contributor", "source"):
        lines[kind] = {fields[0]: fields for row_kind, *fields in rows if row_kind == kind}
        same(sorted(lines[kind]), [fields[0] for row_kind, *fields in rows if row_kind == kind])
    return lines
def randomness(given, lines):
    if "declared" in given: return given["declared"]
    nonces, values = (sorted(given["contributed"][part].items()) for part in ("nonces", "values"))
    committed = [[n, H(f"double-random/1 commit\n{n}\n{nonce}\n")] for n, nonce in nonces]
    same([[*lines["contributor"].values()], [*lines["source"]]], [committed, [n for n, _ in values]])
    return H(text("randomness", [("nonce", *row) for row in nonces] + [("source", *row) for row in values]))
def draw_seed(announcement, random): return H(f"double-random/1 draw\n{H(announcement)}\n{random}\n")
def record_digest(public, record): return H(f"double-random/1 record\n{doc(public or {})}\n{doc(record)}\n")
# Sections 4 and 5: sizes of strata, and the selection
def rule(rules, h, default=None):  # what stands under the whole label, or without its last component, and so on
    return rules[h] if h in rules else rule(rules, h.rpartition("/")[0], default) if h else default
def by_rate(rules, h, units):  # the least and the most that so many units of h give, and the millionths left over
    rate = rule(rules["rates"], h) or refuse("a rate", h)
    whole, rest = divmod(int(units * fractions.Fraction(rate[:-1]) * 10**4), 10**6)
    up = max(whole + (rest > 0), min(rules["minimum"], units))
    return {"up": (up, up, rest), "down": (whole, whole, rest), "expected": (whole, up, rest)}[rules["rounding"]]
def sizes_by_rate(rules, counts, numbers):
    parts, coin = {h: by_rate(rules, h, counts[h]) for h in counts}, rules["rounding"] == "expected"
    return {h: least + (coin and below(10**6, numbers) < rest) for h, (least, _, rest) in parts.items()}
def sizes_by_capacity(rules, counts, numbers):
    n, low = rules["total"], {h: rule(rules["minimum"], h, 0) for h in counts}
    mass = {h: counts[h] * (rule(rules["weights"], h) or refuse("a weight", h)) for h in counts}
    fitting = sum(low.values()) <= n <= sum(counts.values()) and all(low[h] <= counts[h] for h in counts)
    if not fitting: refuse(f"strata for a capacity of {n}", counts)
    def shares(level): return {h: max(low[h], min(level * mass[h], counts[h])) for h in counts}
    def total(level): return sum(shares(level).values())
    bends = sorted({fractions.Fraction(bound[h], mass[h]) for h in counts for bound in (low, counts)})
    reached = bisect.bisect_right(bends, n, key=total)  # λ: between two bends, the total is straight
    level, *later = bends[reached - 1:reached + 1]
    if missing := n - total(level): level += missing * (later[0] - level) / (total(later[0]) - total(level))
    Q = sum(mass[h] for h in counts if low[h] < level * mass[h] < counts[h])
    if Q >= 2**62: refuse("Q below 2^62", Q)
    more = duels([(h, int(share % 1 * Q)) for h, share in shares(level).items() if share % 1], Q, numbers)
    return {h: int(share) + (h in more) for h, share in shares(level).items()}
Target = collections.namedtuple("Target", "ticket token id stratum size")  # in ticket order
def duels(holders, W, numbers):  # of pairs (who, a)
    selected, survivor, a = [], None, 0
    for j, b in holders:
        s = a + b
        if not a: survivor, a = j, b
        elif s < W: survivor, a = survivor if below(s, numbers) < a else j, s
        else:
            winner, survivor = (survivor, j) if below(2 * W - s, numbers) < W - b else (j, survivor)
            selected[len(selected):], a = [winner], s - W
    return selected
def proportional(queue, n, method, numbers):
    rest, W, chosen = queue, sum(t.size for t in queue), set()
    if n > len(queue) or max(W, n * max(t.size for t in queue)) >= 2**63: refuse(f"sizes for a total of {n}", W)
    while n and (certain := [t for t in rest if n * t.size >= W]):
        chosen.update(certain)
        rest, n, W = [t for t in rest if t not in chosen], n - len(certain), W - sum(t.size for t in certain)
    if method == "pivotal": chosen.update(duels([(t, n * t.size) for t in rest if n], W, numbers))
    else: chosen.update(t for t in rest if int(t.ticket, 16) * W < n * t.size << 64)
    return [t for t in queue if t in chosen]
def row(rank, t): return {"id": t.id, "stratum": t.stratum, "rank": rank, "ticket": t.ticket, "token": t.token}
def draw(plan, units, tokens, seed):  # what the record says of strata, selected and reserves
    targets, rounding, pivotal = (derive(seed, f"{use}/{plan['id']}") for use in ("targets", "rounding", "pivotal"))
    queue = sorted(Target(H(targets + token)[:16], token, unit, h, int(size))
                   for (unit, h, size, _), token in zip(units, tokens) if h[0] != "-")
    [(kind, rules)], selected, reserves, last, lines = plan["design"].items(), [], [], {}, {}
    for t in queue: lines.setdefault(t.stratum, []).append(t)
    counts = {h: len(lines[h]) for h in sorted(lines)}
    if kind == "proportional": queue = proportional(queue, rules["total"], rules["method"], stream(pivotal))
    if kind == "rates": samples = sizes_by_rate(rules, counts, stream(rounding))
    elif kind == "capacity": samples = sizes_by_capacity(rules, counts, stream(rounding))
    else: samples, lines = {"": len(queue)}, {"": queue}
    for h, n in samples.items():
        rows = [*map(row, itertools.count(1), lines[h][:n + plan["reserves"]])]
        selected, reserves = selected + rows[:n], reserves + rows[n:]
        if n: last[h] = rows[n - 1]["ticket"]
    drawn = collections.Counter(row["stratum"] for row in selected)
    strata = [{"stratum": h, "units": counts[h], "sample": drawn[h], "threshold": last.get(h)} for h in counts]
    return {"strata": strata, "selected": selected, "reserves": reserves}
# Section 6: the public form
def public_form(plan, strata, selected):  # None where the names would give a confidential attribute away
    [(kind, rules)], secret, told, cells, groups = plan["design"].items(), confidential(plan), set(), {}, []
    def cell_of(row): return tuple(part for i, part in enumerate(row["stratum"].split("/")) if i not in secret)
    for row in strata if kind in ("rates", "capacity") else (): cells.setdefault(cell_of(row), []).append(row)
    chance = rules.get("weights") or {h: r for h, r in rules.get("rates", {}).items() if r != "0%" or rules["minimum"]}
    for cell in cells.values():
        drawn = [row["stratum"].split("/") for row in cell if row["sample"]]
        if not secret or len(drawn) > 1: told.update(row["stratum"] for row in cell)
        if drawn: groups += [drawn if len(drawn) > 1 else possible(rules, cell, secret) if kind == "rates" else []]
    left = [{label[i] for label in group} for group in groups for i in secret]  # values that stay possible
    left += [values(chance, i) for i in secret if kind in ("rates", "capacity")]
    if any(len(each) < 2 for each in left) and "disclosure_ground" not in plan: return None
    return {"form": "double-random/public/1", "plan": plan["id"], "names": sorted(row["id"] for row in selected),
            "strata": [row for row in strata if row["stratum"] in told],
            "others": {k: sum(row[k] for row in strata if row["stratum"] not in told) for k in ("units", "sample")}}
def values(rules, i):  # of the i-th attribute in labels; one that ends before it stands for any value: two unnamed ones
    return {part for h in rules for part in (h.split("/")[i:i + 1] or ("/1", "/2"))}
def possible(rules, cell, secret):  # the candidates that can have given all names of a cell
    N, n = (sum(row[field] for row in cell) for field in ("units", "sample"))
    here, rates = enumerate(cell[0]["stratum"].split("/")), rules["rates"]
    parts = (values(rates, i) if i in secret else [part] for i, part in here)
    ruled = [label for label in itertools.product(*parts) if rule(rates, "/".join(label))]
    def give(label, units): return by_rate(rules, "/".join(label), units)
    def room(label, n): return bisect.bisect_right(range(N + 1), n, key=lambda units: give(label, units)[0]) - 1
    idle = sum(room(label, 0) for label in ruled)
    fit = [label for label in ruled if room(label, n) + idle - room(label, 0) >= N]
    return [label for label in fit if give(label, room(label, n))[1] >= n]
# Section 8: replaying a draw, and making one
def replay(read):  # what should be and what is, step by step; at last the verdict
    told, record = document(read("public.json"), dict), document(read("record.json"), RECORDS)
    if record["form"] == HEAD["form"]:
        n, rows = record["selected"], [document(row, dict) for row in lines_of(read("record.jsonl"))]
        same(n + record["reserves"], len(rows))
        record.update(form=RECORD["form"], selected=rows[:n], reserves=rows[n:])
    plan, announcement, given, sent = map(record.get, ("plan", "announcement", "randomness", "officers"))
    if "officers" in record:
        import officers  # which asks this file in turn
        officers.check(sent)
    lines = parse_announcement(announcement)
    yield {}, {}  # form
    announced = lines["plan"].get(plan["id"]) or refuse(f"a line of the plan {plan['id']}", [*lines["plan"]])
    same(announced[4:], [doc(sent["roster"] if sent else {}), doc(plan)])
    yield read("announcement.txt").decode().split("\n"), announcement.split("\n")
    random = randomness(given, lines)
    yield ["contributed" if lines["contributor"] else "declared"], [*given]
    yield draw_seed(announcement, random), record["seed"]
    facts, tokens = frame(plan, units := read_units(read("units.tsv")), record["frame_key"])
    yield facts, announced[1:4]  # frame
    drawn = draw(plan, units, tokens, record["seed"])
    yield ([{**row, "threshold": None} for row in each["strata"]] for each in (drawn, record))  # sizes
    yield ([each[part] for part in drawn] for each in (drawn, record))  # selection
    yield sent and officers.deals(sent, plan["id"], record["seed"], drawn["selected"], units)
    same(read("record-digest.txt").decode().strip(), record_digest(told, record))
    yield public_form(plan, drawn["strata"], drawn["selected"]) or {}, told  # digest
    print(f"consistent: {len(drawn['selected'])} of {len(units)} units drawn, as recorded; {[*given][0]} randomness")
def make(folder, given):  # draws with declared randomness
    plan, units = document((folder / "plan.json").read_bytes(), PLANS), read_units((folder / "units.tsv").read_bytes())
    frame_key = {"secret" if confidential(plan) else "open": H(f"replay.py frame key\n{given}\n")}
    facts, tokens = frame(plan, units, frame_key)
    announcement = text("announcement", [["plan", plan["id"], *facts, doc({}), doc(plan)]])
    seed = draw_seed(announcement, given)
    record = {"form": RECORD["form"], "announcement": announcement, "plan": plan, "frame_key": frame_key,
              "randomness": {"declared": given}, "seed": seed, **draw(plan, units, tokens, seed)}
    public = public_form(plan, record["strata"], record["selected"])
    files = {"announcement.txt": announcement, "record.json": canonical(record), "public.json": canonical(public),
             "record-digest.txt": record_digest(public, record) + "\n"}
    for file, content in files.items(): content == "null" or (folder / file).write_bytes(content.encode())
def main(arguments):
    if len(arguments) == 3 and arguments[0] == "draw": return make(pathlib.Path(arguments[1]), arguments[2])
    if len(arguments) != 1: return print(__doc__) or 2
    folder = pathlib.Path(*arguments)
    steps = "form announcement randomness seed frame sizes selection officers digest".split()
    def read(file): return (folder / file).read_bytes() if file != "public.json" or (folder / file).exists() else b"{}"
    try:
        for pair in replay(read):
            same(*pair or ({}, {}))
            print(f"{steps.pop(0):<15}{'ok' if pair else 'none'}")
    except OSError as why: return print(why, file=sys.stderr) or 2
    except (ValueError, RecursionError) as why:
        return print(f"{steps[0]:<15}DIVERGES", why if "expected" in str(why) else f"expected other text: {why}") or 1
if __name__ == "__main__": sys.exit(main(sys.argv[1:]))
