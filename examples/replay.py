#!/usr/bin/env python3
"""Replays a draw of the protocol `double-random/1`: an independent program, written from docs/SPEC.md alone.

    replay.py DIR              replay the draw in DIR; exit 0: consistent, 1: it diverges, 2: usage or unreadable files
    replay.py draw DIR SEED    draw from DIR/units.tsv by DIR/plan.json; SEED: declared randomness, 64 hex digits
"""
import bisect, collections, datetime, fractions, hashlib, itertools, json, pathlib, re, struct, sys

# Section 1: digests (in hex, like seeds, tickets and tokens), numbers, documents
def H(text): return hashlib.sha256(text.encode()).hexdigest()
def digest(seed, name): return H(seed + name)
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
def refuse(*pair):
    raise ValueError("expected {:.500} found {:.500}".format(*(canonical(v).strip('"') for v in pair)))
def same(expected, found):  # compares JSON texts, which tell true from 1; of two lists, the first items that differ
    if isinstance(expected, list) and isinstance(found, list):
        for pair in itertools.zip_longest(expected, found): same(*pair)
    elif json.dumps(expected, sort_keys=True) != json.dumps(found, sort_keys=True): refuse(expected, found)

# Sections 1 and 7: spellings and forms
def fits(v, shape):  # a shape: a type, a test, a text, {field: shape}, [shape of each item], (one shape, or another)
    if isinstance(shape, type): return isinstance(v, shape)
    if isinstance(shape, tuple): return any(fits(v, one) for one in shape)
    if isinstance(shape, list): return isinstance(v, list) and all(fits(item, shape[0]) for item in v)
    if isinstance(shape, dict): return fits(v, dict) and {*v} == {*shape} and all(fits(v[k], shape[k]) for k in v)
    return shape(v) if callable(shape) else v == shape
def row_fits(row, tests): return len(row) == len(tests) and all(test(field) for test, field in zip(tests, row))
def spelled(pattern): return lambda v: isinstance(v, str) and re.fullmatch(pattern, v)
def least(number): return lambda v: type(v) is int and v >= number
def each(key, item): return lambda v: isinstance(v, dict) and all(key(k) and item(v[k]) for k in v)
line, hex32 = map(spelled, (r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]+", "[0-9a-f]{64}"))
integer, size = map(spelled, ("0|-?[1-9][0-9]{0,15}", "[1-9][0-9]{0,19}"))
rate = spelled(r"(100|[1-9]?[0-9](\.[0-9]{0,3}[1-9])?)%")
def name(v): return line(v) and v == v.strip() and len(v.encode()) <= 128
def plan_id(v): return name(v) and "/" not in v
def label(v): return isinstance(v, str) and all(plan_id(part) and part[0] != "-" for part in v.split("/"))
def stratum(v): return label(v[1:]) and "/" not in v if v[:1] == "-" else label(v)
def day(v): return len(v) == 10 and datetime.date.fromisoformat(v).isoformat() == v
def moment(v): return len(v) == 25 and datetime.datetime.fromisoformat(v).isoformat() == v
DESIGNS = ({"rates": {"rates": each(label, rate), "rounding": ("up", "down", "expected"), "minimum": least(0)}},
           {"capacity": {"total": least(1), "weights": each(label, least(1)), "minimum": each(label, least(0))}},
           {"proportional": {"total": least(1), "method": ("pivotal", "poisson")}}, {"order": {"batch": least(1)}})
PLAN = {"form": "double-random/plan/1", "id": plan_id, "reserves": least(0), "design": DESIGNS,
        "attributes": [{"name": name, "disclosure": ("public", "confidential")}]}
CONTRIBUTED = {"nonces": each(name, hex32), "values": each(name, line)}
RECORD = {"form": "double-random/confidential/1", "announcement": str, "plan": lambda v: plan_form(v), "seed": hex32,
          "frame_key": ({"secret": hex32}, {"open": hex32}), "strata": [dict], "selected": [dict], "reserves": [dict],
          "randomness": ({"declared": hex32}, {"contributed": CONTRIBUTED})}
HEAD = {**RECORD, "form": "double-random/confidential-head/1", "selected": least(0), "reserves": least(0)}
def design(plan): return next(iter(plan["design"].items()))
def confidential(plan): return [i for i, a in enumerate(plan["attributes"]) if a["disclosure"] == "confidential"]
def plan_form(plan):
    if not fits(plan, (PLAN, {**PLAN, "disclosure_ground": line})): return False
    names, (kind, rules) = [a["name"] for a in plan["attributes"]], design(plan)
    maps = [rules[field] for field in ("rates", "weights", "minimum") if isinstance(rules.get(field), dict)]
    return (0 < len(names) == len({*names}) and all(h.count("/") < len(names) for labels in maps for h in labels)
            and (maps[0] if maps else not plan["reserves"]) and (confidential(plan) or "disclosure_ground" not in plan)
            and (kind != "rates" or rules["rounding"] == "up" or not rules["minimum"])
            and (kind != "capacity" or sum(rules["minimum"].values()) <= rules["total"]))

# Section 2: the frame
def lines_of(data): return data.removesuffix(b"\n").split(b"\n") if data else []
UNIT = [name, stratum, lambda v: size(v) and int(v) < 2**64, lambda v: not v or name(v)]
def read_units(data):  # [id, stratum, size, district] in id order
    units = sorted(row.decode().split("\t") for row in lines_of(data))
    for unit, previous in zip(units, [[""], *units]):
        if not row_fits(unit, UNIT) or unit[0] == previous[0]: refuse("a unit, each id once", unit)
    return units
def merkle_root(leaves):  # RFC 6962
    if len(leaves) < 2: return hashlib.sha256(b"\0" + leaves[0].encode() if leaves else b"").digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + merkle_root(leaves[:half]) + merkle_root(leaves[half:])).digest()
def frame(plan, units, frame_key):  # what the announcement says of it (count, root, commitment), and the tokens
    key = frame_key.get("secret", "00" * 32)
    if key == "00" * 32 and (confidential(plan) or "secret" in frame_key): refuse("a secret frame key", frame_key)
    seed = derive(key, "token")
    tokens = [digest(seed, unit[0])[:24] for unit in units]
    wrong = [h for _, h, *_ in units if h[0] != "-" and h.count("/") + 1 != len(plan["attributes"])]
    if wrong or len({*tokens}) < len(units): refuse("a component for each attribute, each token once", wrong)
    root = merkle_root(["\t".join([*unit, token]) for unit, token in zip(units, tokens)])
    return [str(len(units)), root.hex(), H(f"double-random/1 frame-key\n{key}\n")], tokens

# Section 3: announcement, randomness, seed, digests
LINES = {"plan": [plan_id, spelled("0|[1-9][0-9]*")] + 4 * [hex32], "contributor": [name, hex32],
         "source": [name, line], "journal": [hex32], "record by": [moment], "open by": [day]}
def text(first, rows): return "\n".join([f"double-random/1 {first}", *map("\t".join, rows), ""])
def parse_announcement(announcement):  # {kind of line: {name: fields}}
    lines = {}
    for kind, *fields in (row.split("\t") for row in announcement.split("\n")[1:-1]):
        if not row_fits(fields, LINES.get(kind, [])): refuse("a line of an announcement", fields)
        lines.setdefault(kind, {})[fields[0] if len(fields) > 1 else ""] = fields
    if [*lines] not in (["plan"], [*LINES]): refuse("lines of plans, or of all kinds in order", [*lines])
    ordered = text("announcement", ([kind, *lines[kind][key]] for kind in lines for key in sorted(lines[kind])))
    return lines if announcement == ordered else refuse(ordered, announcement)
def randomness(given, lines):
    if "declared" in given: return given["declared"]
    nonces, values = (sorted(given["contributed"][part].items()) for part in ("nonces", "values"))
    commitments = [[n, H(f"double-random/1 commit\n{n}\n{nonce}\n")] for n, nonce in nonces]
    announced = [[*lines.get("contributor", {}).values()], [*lines.get("source", {})]]
    same(announced, [commitments, [n for n, _ in values]])
    return H(text("randomness", [("nonce", *row) for row in nonces] + [("source", *row) for row in values]))
def draw_seed(announcement, random): return H(f"double-random/1 draw\n{H(announcement)}\n{random}\n")
def record_digest(public, record): return H(f"double-random/1 record\n{doc(public or {})}\n{doc(record)}\n")

# Sections 4 and 5: sizes of strata, and the selection
def rule(rules, h, default=None):  # what stands under the whole label, or without its last component, and so on
    return rules[h] if h in rules else rule(rules, h.rpartition("/")[0], default) if h else default
def weight(rules, h):
    found = rule(rules.get("rates") or rules["weights"], h)
    return fractions.Fraction(found[:-1]) / 100 if isinstance(found, str) else found
def minimum(rules, h): return rule(rules["minimum"], h, 0) if "weights" in rules else rules["minimum"]
def yields(rules, h, units, level):  # what so many units of h give: at least, at most, and before it is rounded
    exact = max(min(minimum(rules, h), units), min(units * weight(rules, h) * level, units))
    down, up = exact // 1, -(-exact // 1)
    return {"up": (up, up), "down": (down, down)}.get(rules.get("rounding"), (down, up)) + (exact,)
def level_of(rules, counts):  # λ (by rate, 1), and what shares are counted in: Q, 0 where all strata are at a bound
    if without := [h for h in counts if weight(rules, h) is None]: refuse("a rate or weight", without)
    if "rates" in rules: return 1, 10**6
    n, low, mass = rules["total"], {}, {}
    for h in counts: low[h], mass[h] = minimum(rules, h), counts[h] * weight(rules, h)
    if not sum(low.values()) <= n <= sum(counts.values()) or any(low[h] > counts[h] for h in counts):
        refuse(f"strata for a capacity of {n}", counts)
    def total(level): return sum(yields(rules, h, counts[h], level)[2] for h in counts)
    bends = sorted({fractions.Fraction(bound[h], mass[h]) for h in counts for bound in (low, counts)})
    reached = bisect.bisect_right(bends, n, key=total)  # between two bends, the total is straight
    level, *later = bends[reached - 1:reached + 1]
    if missing := n - total(level): level += missing * (later[0] - level) / (total(later[0]) - total(level))
    return level, sum(mass[h] for h in counts if low[h] < level * mass[h] < counts[h])
def sizes(rules, counts, numbers):
    level, Q = level_of(rules, counts)
    if Q >= 2**62: refuse("Q below 2^62", Q)
    found = {h: yields(rules, h, counts[h], level) for h in sorted(counts)}
    parts, more = [(h, int(exact % 1 * Q)) for h, (_, _, exact) in found.items()], []
    if "weights" in rules: more = duels([(h, a) for h, a in parts if a], Q, numbers)
    if rules.get("rounding") == "expected": more = [h for h, a in parts if below(Q, numbers) < a]
    return {h: found[h][0] + (h in more) for h in found}
Target = collections.namedtuple("Target", "ticket token id stratum size")  # in ticket order
def duels(holders, W, numbers):  # of pairs (who, a)
    selected, survivor, a = [], None, 0
    for j, b in holders:
        s = a + b
        if not a: survivor, a = j, b
        elif s < W: survivor, a = survivor if below(s, numbers) < a else j, s
        else:
            winner, survivor = (survivor, j) if below(2 * W - s, numbers) < W - b else (j, survivor)
            selected += [winner]
            a = s - W
    return selected
def proportional(queue, n, method, numbers):
    rest, W, chosen = queue, sum(t.size for t in queue), set()
    if n > len(queue) or max(W, n * max(t.size for t in queue)) >= 2**63: refuse(f"sizes for a total of {n}", W)
    while n and (certain := [t for t in rest if n * t.size >= W]):
        chosen.update(certain)
        rest, n, W = [t for t in rest if t not in chosen], n - len(certain), W - sum(t.size for t in certain)
    if n and method == "pivotal": chosen.update(duels([(t, n * t.size) for t in rest], W, numbers))
    if n and method == "poisson": chosen.update(t for t in rest if int(t.ticket, 16) * W < n * t.size << 64)
    return [t for t in queue if t in chosen]
def row(rank, t): return {"id": t.id, "stratum": t.stratum, "rank": rank, "ticket": t.ticket, "token": t.token}
def draw(plan, units, tokens, seed):  # what the record says of strata, selected and reserves
    targets, rounding, pivotal = (derive(seed, f"{use}/{plan['id']}") for use in ("targets", "rounding", "pivotal"))
    queue = sorted(Target(digest(targets, token)[:16], token, unit, h, int(size))
                   for (unit, h, size, _), token in zip(units, tokens) if h[0] != "-")
    (kind, rules), selected, reserves, last, lines = design(plan), [], [], {}, {}
    for t in queue: lines.setdefault(t.stratum, []).append(t)
    counts = {h: len(lines[h]) for h in sorted(lines)}
    if kind in ("rates", "capacity"): samples = sizes(rules, counts, stream(rounding))
    else:
        if kind == "proportional": queue = proportional(queue, rules["total"], rules["method"], stream(pivotal))
        samples, lines = {"": len(queue)}, {"": queue}
    for h, n in samples.items():
        rows = [*map(row, itertools.count(1), lines[h][:n + plan["reserves"]])]
        selected, reserves = selected + rows[:n], reserves + rows[n:]
        if n: last[h] = rows[n - 1]["ticket"]
    drawn = collections.Counter(row["stratum"] for row in selected)
    strata = [{"stratum": h, "units": counts[h], "sample": drawn[h], "threshold": last.get(h)} for h in counts]
    return {"strata": strata, "selected": selected, "reserves": reserves}

# Section 6: the public form
def public_form(plan, strata, selected):  # None where the names would give a confidential attribute away
    (kind, rules), secret, counts = design(plan), confidential(plan), {row["stratum"]: row["units"] for row in strata}
    def cell_of(row): return tuple(part for i, part in enumerate(row["stratum"].split("/")) if i not in secret)
    told, groups, cells = set(), [[*counts]], {}  # in each group, two values of what is confidential must occur
    if kind in ("rates", "capacity"):
        level, Q = level_of(rules, counts)
        groups = [[h for h in counts if yields(rules, h, counts[h], level)[1]]]
        for row in strata: cells.setdefault(cell_of(row), []).append(row)
    for cell in cells.values():
        drawn = [row["stratum"] for row in cell if row["sample"]]
        if not secret or len(drawn) > 1: told.update(row["stratum"] for row in cell)
        if drawn: groups.append(drawn if len(drawn) > 1 else possible(rules, cell, counts, secret, level) if Q else [])
    given_away = any(len({h.split("/")[i] for h in group}) < 2 for group in groups for i in secret)
    if given_away and "disclosure_ground" not in plan: return None
    others = {field: sum(row[field] for row in strata if row["stratum"] not in told) for field in ("units", "sample")}
    return {"form": "double-random/public/1", "plan": plan["id"], "names": sorted(row["id"] for row in selected),
            "strata": [row for row in strata if row["stratum"] in told], "others": others}
def possible(rules, cell, counts, secret, level):  # the candidates that can have given all names of a cell
    here, N, n = cell[0]["stratum"].split("/"), sum(row["units"] for row in cell), sum(row["sample"] for row in cell)
    labels = {"/".join(p if i in secret else here[i] for i, p in enumerate(h.split("/"))) for h in counts}
    ruled = [h for h in labels if weight(rules, h) is not None]
    def room(h, n): return bisect.bisect_right(range(N + 1), n, key=lambda units: yields(rules, h, units, level)[0]) - 1
    idle = {h: room(h, 0) for h in ruled}
    fit = [h for h in ruled if room(h, n) + sum(idle.values()) - idle[h] >= N]
    return [h for h in fit if yields(rules, h, room(h, n), level)[1] >= n]

# Section 8: replaying a draw, and making one
def replay(read):  # what should be and what is, step by step; at last the verdict
    told, record = document(read("public.json"), dict), document(read("record.json"), (RECORD, HEAD))
    if record["form"] == HEAD["form"]:
        n, rows = record["selected"], [document(row, dict) for row in lines_of(read("record.jsonl"))]
        same(n + record["reserves"], len(rows))
        record.update(form=RECORD["form"], selected=rows[:n], reserves=rows[n:])
    plan, announcement, given = (record[field] for field in ("plan", "announcement", "randomness"))
    lines = parse_announcement(announcement)
    yield None, None  # form
    announced = lines["plan"].get(plan["id"]) or refuse(f"a line of the plan {plan['id']}", [*lines["plan"]])
    same(announced[4:], [doc({}), doc(plan)])
    yield read("announcement.txt").decode().split("\n"), announcement.split("\n")
    random = randomness(given, lines)
    yield ["declared" if [*lines] == ["plan"] else "contributed"], [*given]
    yield draw_seed(announcement, random), record["seed"]
    facts, tokens = frame(plan, units := read_units(read("units.tsv")), record["frame_key"])
    yield announced[1:4], facts  # frame
    drawn = draw(plan, units, tokens, record["seed"])
    yield ([{**row, "threshold": None} for row in each["strata"]] for each in (drawn, record))  # sizes
    yield ([each[part] for part in drawn] for each in (drawn, record))  # selection
    same(read("record-digest.txt").decode().strip(), record_digest(told, record))
    yield public_form(plan, drawn["strata"], drawn["selected"]) or {}, told  # digest
    print(f"consistent: {len(drawn['selected'])} of {len(units)} units drawn, as recorded; {[*given][0]} randomness")
def make(read, given):  # a draw with declared randomness: the texts of its files
    plan, units = document(read("plan.json"), plan_form), read_units(read("units.tsv"))
    frame_key = {"secret" if confidential(plan) else "open": H(f"replay.py frame key\n{given}\n")}
    facts, tokens = frame(plan, units, frame_key)
    announcement = text("announcement", [["plan", plan["id"], *facts, doc({}), doc(plan)]])
    seed = draw_seed(announcement, given)
    record = {"form": RECORD["form"], "announcement": announcement, "plan": plan, "frame_key": frame_key,
              "randomness": {"declared": given}, "seed": seed, **draw(plan, units, tokens, seed)}
    public = public_form(plan, record["strata"], record["selected"])
    return {"announcement.txt": announcement, "record.json": canonical(record), "public.json": canonical(public or {}),
            "record-digest.txt": record_digest(public, record) + "\n"}
def main(arguments):
    drawing, steps = arguments[:1] == ["draw"], "form announcement randomness seed frame sizes selection digest".split()
    if len(arguments) != (3 if drawing else 1) or drawing and not hex32(arguments[2]): return print(__doc__) or 2
    folder = pathlib.Path(arguments[drawing])
    def read(file): return (folder / file).read_bytes() if file != "public.json" or (folder / file).exists() else b"{}"
    try:
        for file, content in make(read, arguments[2]).items() if drawing else ():
            if content != "{}": (folder / file).write_bytes(content.encode())
            else: (folder / file).unlink(missing_ok=True)
        for pair in replay(read):  # a draw just made, too
            same(*pair)
            print(steps.pop(0), "ok")
    except OSError as why: return print(why, file=sys.stderr) or 2
    except (ValueError, RecursionError) as why:
        print(steps[0], "DIVERGES", why if str(why)[:9] == "expected " else f"expected well-formed text found {why}")
        return 2 if drawing else 1
if __name__ == "__main__": sys.exit(main(sys.argv[1:]))
