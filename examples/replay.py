#!/usr/bin/env python3
"""Replays a draw of the protocol `double-random/1`: an independent program, written from docs/SPEC.md alone.

    replay.py DIR              replay the draw in DIR; exit 0: consistent, 1: it diverges, 2: usage or unreadable files
    replay.py draw DIR SEED    draw from DIR/units.tsv by DIR/plan.json, with SEED (64 hex digits) as declared randomness

Digests, seeds and tickets are hex text throughout; tickets are equally long, so the order of their texts is theirs.
Python compares text by code points, and that is the order of its UTF-8 bytes. Whatever is refused raises ValueError.
"""
import json, re, struct, sys
from collections import Counter, defaultdict, namedtuple
from datetime import date, datetime
from fractions import Fraction
from hashlib import sha256
from itertools import count, product, zip_longest
from pathlib import Path
# ---- Section 1: digests, the key stream, documents
def H(text): return sha256(text.encode()).hexdigest()
def digest(seed, name): return H(seed + name)
def derive(seed, label): return H(seed + ":" + label)
def stream(seed):  # ChaCha20
    quarters = [(i, 4 + (i + s) % 4, 8 + (i + 2 * s) % 4, 12 + (i + 3 * s) % 4) for s in (0, 1) for i in range(4)]
    for block in count():
        start = struct.unpack("<16L", b"expand 32-byte k" + bytes.fromhex(seed) + struct.pack("<2Q", block, 0))
        x = [*start]
        for a, b, c, d in 10 * quarters:
            for to, add, xor, turn in (a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7):
                x[to] = x[to] + x[add] & 0xFFFFFFFF
                mixed = x[xor] ^ x[to]
                x[xor] = mixed << turn & 0xFFFFFFFF | mixed >> 32 - turn
        yield from struct.unpack("<8Q", struct.pack("<16L", *(u + v & 0xFFFFFFFF for u, v in zip(start, x))))
def below(n, numbers): return next(x * n >> 64 for x in numbers if x * n % 2**64 >= 2**64 % n)
def refuse(why): raise ValueError(why)
def decode(data): return refuse("a byte order mark") if data[:3] == b"\xef\xbb\xbf" else data.decode()
def document(data, test):
    def once(pairs): return dict(pairs) if len(dict(pairs)) == len(pairs) else refuse(f"a key repeats: {pairs!r:.60}")
    def plain(n): return int(n) if re.fullmatch("0|-?[1-9][0-9]{0,15}", n) and abs(int(n)) < 2**53 else refuse(f"number {n}")
    value = json.loads(decode(data), object_pairs_hook=once, parse_int=plain, parse_float=plain, parse_constant=plain)
    return value if test(value) else refuse(f"{value!r:.80}")
def canonical(x):  # RFC 8785
    def ordered(v):
        if isinstance(v, dict): return {k: ordered(v[k]) for k in sorted(v, key=lambda k: k.encode("utf-16-be"))}
        return [ordered(item) for item in v] if isinstance(v, list) else v
    return json.dumps(ordered(x), ensure_ascii=False, separators=(",", ":"))
def doc(x): return H(canonical(x))
# ---- Sections 1 and 7: spellings and forms, as tests
def spelled(pattern, fits=str.encode): return lambda v: isinstance(v, str) and re.fullmatch(pattern, v) and fits(v)
def whole(least, most=2**53 - 1): return lambda v: type(v) is int and least <= v <= most
def one_of(*values): return lambda v: isinstance(v, str) and v in values
def list_of(test): return lambda v: isinstance(v, list) and all(map(test, v))
def map_of(key, test): return lambda v: isinstance(v, dict) and all(key(k) and test(item) for k, item in v.items())
def form(*kinds):  # an object with exactly the fields of one of these kinds
    def fits(value):
        fields = next((f for f in kinds if isinstance(value, dict) and value.keys() == f.keys()), None)
        if not fields: refuse(f"not the fields of its form: {value!r:.80}")
        return all(test(value[field]) or refuse(f"{field}: {value[field]!r:.80}") for field, test in fields.items())
    return fits
def ppm(rate): return int(re.sub("[.%]", "", rate) + "0" * (4 - len(rate[:-1].partition(".")[2])))
CONTROL, SPACE = r"\x00-\x1f\x7f-\x9f", r" \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
name = spelled(f"(?![{SPACE}])[^{CONTROL}]+(?<![{SPACE}])", lambda v: len(v.encode()) <= 128)
plan_id = lambda v: name(v) and "/" not in v
label = lambda v: isinstance(v, str) and all(plan_id(part) and part[0] != "-" for part in v.split("/"))
text, line, decimal, positive = map(spelled, ("(?s:.+)", f"[^{CONTROL}]+", "0|[1-9][0-9]*", "[1-9][0-9]*"))
hex32, token, ticket = (spelled(f"[0-9a-f]{{{digits}}}") for digits in (64, 24, 16))
rate = spelled(r"(0|[1-9][0-9]{0,2})(\.[0-9]{0,3}[1-9])?%", lambda v: ppm(v) <= 10**6)
DAY, HOUR, MINUTE = "[0-9]{4}-[0-9]{2}-[0-9]{2}", "([01][0-9]|2[0-3])", "[0-5][0-9]"
day = spelled(DAY, date.fromisoformat)
moment = spelled(f"{DAY}T{HOUR}:{MINUTE}:{MINUTE}(?!-00:00)[+-]{HOUR}:{MINUTE}", datetime.fromisoformat)
DESIGNS = {"rates": {"rates": map_of(label, rate), "rounding": one_of("up", "down", "expected"), "minimum": whole(0)},
           "capacity": {"total": whole(1), "weights": map_of(label, whole(1, 2**32 - 1)), "minimum": map_of(label, whole(0))},
           "proportional": {"total": whole(1), "method": one_of("pivotal", "poisson")}, "order": {"batch": whole(1)}}
PLAN = {"form": one_of("double-random/plan/1"), "id": plan_id, "reserves": whole(0),
        "design": form(*({kind: form(rules)} for kind, rules in DESIGNS.items())),
        "attributes": list_of(form({"name": name, "disclosure": one_of("public", "confidential")}))}
STRATA = list_of(form({"stratum": label, "units": whole(1), "sample": whole(0), "threshold": lambda v: v is None or ticket(v)}))
UNIT = form({"id": name, "stratum": label, "rank": whole(1), "ticket": ticket, "token": token})
RANDOMNESS = {"declared": hex32}, {"contributed": form({"nonces": map_of(name, hex32), "values": map_of(name, line)})}
WHOLE, HEAD = "double-random/confidential/1", "double-random/confidential-head/1"
RECORD = {"form": one_of(WHOLE), "announcement": text, "plan": lambda v: check(v), "seed": hex32, "strata": STRATA,
          "frame_key": form({"secret": hex32}, {"open": hex32}), "randomness": form(*RANDOMNESS)}
whole_form = form({**RECORD, "selected": list_of(UNIT), "reserves": list_of(UNIT)})
head_form = form({**RECORD, "form": one_of(HEAD), "selected": whole(0), "reserves": whole(0)})
record_form = lambda v: head_form(v) if isinstance(v, dict) and v.get("form") == HEAD else whole_form(v)
public_test = form({"form": one_of("double-random/public/1"), "plan": plan_id, "names": list_of(name), "strata": STRATA,
                    "others": form({"units": whole(0), "sample": whole(0)})})
def design(plan): return next(iter(plan["design"].items()))
def check(plan):  # a plan's fields, and what they must hold to together
    form(PLAN, {**PLAN, "disclosure_ground": line})(plan)
    names, (kind, rules) = [a["name"] for a in plan["attributes"]], design(plan)
    maps = [rules[key] for key in ("rates", "weights", "minimum") if isinstance(rules.get(key), dict)]
    faults = {"attributes": not names or len({*names}) < len(names), "no rate or weight": maps and not maps[0],
              "a label is too long": any(key.count("/") >= len(names) for labels in maps for key in labels),
              "a minimum, not rounding up": kind == "rates" and rules["rounding"] != "up" and rules["minimum"],
              "minima above the total": kind == "capacity" and sum(rules["minimum"].values()) > rules["total"],
              "reserves without strata": kind in ("proportional", "order") and plan["reserves"]}
    return not any(faults.values()) or refuse(f"plan: {next(filter(faults.get, faults))}")
# ---- Section 2: the frame
def read_units(data):  # [id, stratum, size, district] in id order
    *rows, end = [row.split("\t") for row in decode(data).split("\n")]
    for row in rows:
        if not (len(row) == 4 and name(row[0]) and (plan_id(row[1][1:]) if row[1][:1] == "-" else label(row[1]))
                and positive(row[2]) and (row[3] == "" or name(row[3]))): refuse(f"the unit {row}")
    repeated = [unit for unit, times in Counter(row[0] for row in rows).items() if times > 1]
    return sorted(rows) if end == [""] and not repeated else refuse(f"it repeats {repeated} or ends without line feed")
def merkle_root(leaves):  # RFC 6962, level by level: whoever has no partner moves up
    level = [sha256(b"\0" + leaf.encode()).digest() for leaf in leaves]
    while len(level) > 1:
        pairs = [sha256(b"\1" + left + right).digest() for left, right in zip(level[::2], level[1::2])]
        level = pairs + level[2 * len(pairs):]
    return level[0].hex() if level else H("")
def confidential(plan): return [i for i, a in enumerate(plan["attributes"]) if a["disclosure"] == "confidential"]
def frame(plan, units, frame_key):  # what the announcement says of it (count, root, commitment), and the tokens
    key = frame_key.get("secret", "00" * 32)
    if confidential(plan) and key == "00" * 32: refuse("a confidential attribute under the open key")
    for unit, h, *_ in units:
        if h[0] != "-" and h.count("/") + 1 != len(plan["attributes"]): refuse(f"{unit} in stratum {h}")
    seed = derive(key, "token")
    tokens = [digest(seed, unit)[:24] for unit, *_ in units]
    if len({*tokens}) < len(tokens): refuse("two tokens are equal")
    root = merkle_root("\t".join([*unit, token]) for unit, token in zip(units, tokens))
    return [str(len(units)), root, H(f"double-random/1 frame-key\n{key}\n")], tokens
# ---- Section 3: announcement, randomness, seed, digests
LINES = {"plan": [plan_id, decimal, hex32, hex32, hex32, hex32], "contributor": [name, hex32], "source": [name, line],
         "journal": [hex32], "record by": [moment], "open by": [day]}
def announcement_of(lines):
    rows = ([kind, *lines[kind][each]] for kind in lines for each in sorted(lines[kind]))
    return "double-random/1 announcement\n" + "".join("\t".join(row) + "\n" for row in rows)
def parse_announcement(text):  # {kind of line: {name: its fields}}
    lines = {}
    for kind, *fields in (row.split("\t") for row in text.split("\n")[1:-1]):
        tests = LINES.get(kind, [])
        if len(fields) != len(tests) or not all(test(f) for test, f in zip(tests, fields)): refuse(f"{kind} {fields}")
        lines.setdefault(kind, {})[fields[0] if len(fields) > 1 else ""] = fields
    if [*lines] not in (["plan"], [*LINES]): refuse(f"there are lines of {[*lines]}")
    return lines if announcement_of(lines) == text else refuse("a line repeats or is not in order")
def randomness(given, lines):
    if ("declared" in given) != ([*lines] == ["plan"]): refuse(f"it is {[*given][0]}, and there are lines of {[*lines]}")
    if "declared" in given: return given["declared"]
    nonces, values = (sorted(given["contributed"][kind].items()) for kind in ("nonces", "values"))
    commitments = [[n, H(f"double-random/1 commit\n{n}\n{nonce}\n")] for n, nonce in nonces]
    same([*lines["contributor"].values()], commitments, "commitment")
    same([*lines["source"]], [n for n, _ in values], "source")
    rows = [("nonce", *row) for row in nonces] + [("source", *row) for row in values]
    return H("double-random/1 randomness\n" + "".join("\t".join(row) + "\n" for row in rows))
def draw_seed(announcement, random): return H(f"double-random/1 draw\n{H(announcement)}\n{random}\n")
def record_digest(public, record): return H(f"double-random/1 record\n{doc(public)}\n{doc(record)}\n")
def same(expected, found, at):
    if isinstance(expected, list) and expected != found:
        at, expected, found = next((f"{at} {i}", e, f) for i, (e, f) in enumerate(zip_longest(expected, found)) if e != f)
    if expected != found: refuse(f"{at}: expected {expected!r} found {found!r}")
# ---- Section 4: the sizes of strata
def rule(rules, h, default=None):  # what stands under the whole label, or without its last component, and so on
    return rules[h] if h in rules else rule(rules, h.rpartition("/")[0], default) if h else default
def bounds(plan, h, units):  # the least and the most that so many units of stratum h may give
    kind, rules = design(plan)
    if kind == "capacity": return rule(rules["minimum"], h, 0) if units else 0, min(units, rules["total"])
    if kind != "rates": return 0, units
    share = units * ppm(rule(rules["rates"], h) or refuse(f"{h} has no rate"))
    down, up = share // 10**6, -(-share // 10**6)
    lifted = max(up, min(rules["minimum"], units))
    return {"up": (lifted, lifted), "down": (down, down), "expected": (down, up)}[rules["rounding"]]
def sizes(plan, counts, numbers):  # {stratum: sample}; empty where strata play no part
    kind, rules = design(plan)
    if kind == "capacity": return capacity(rules, counts, numbers)
    found = {h: bounds(plan, h, counts[h])[0] for h in sorted(counts) if kind == "rates"}
    for h in found if rules.get("rounding") == "expected" else ():
        found[h] += below(10**6, numbers) < counts[h] * ppm(rule(rules["rates"], h)) % 10**6
    return found
def capacity(rules, counts, numbers):
    n, strata, low = rules["total"], sorted(counts), {h: rule(rules["minimum"], h, 0) for h in counts}
    mass = {h: counts[h] * (rule(rules["weights"], h) or refuse(f"{h} has no weight")) for h in strata}
    if not sum(low.values()) <= n <= sum(counts.values()) or any(low[h] > counts[h] for h in strata):
        refuse(f"a capacity of {n} for {dict(counts)}")
    def total(factor): return sum(max(low[h], min(counts[h], factor * mass[h])) for h in strata)
    bends = sorted({Fraction(bound[h], mass[h]) for h in strata for bound in (low, counts)})
    factor = max(bend for bend in bends if total(bend) <= n)  # λ is this bend or lies before the next
    rising = sum(mass[h] for h in strata if low[h] <= factor * mass[h] < counts[h])
    factor += Fraction(n - total(factor)) / rising if rising else 0
    found = {h: low[h] if factor * mass[h] <= low[h] else counts[h] for h in strata}
    free = [h for h in strata if low[h] < factor * mass[h] < counts[h]]
    P, Q = n - sum(found[h] for h in {*strata} - {*free}), sum(mass[h] for h in free)
    if Q >= 2**62: refuse("the weights are out of range")
    found.update({h: P * mass[h] // Q for h in free})
    for h in duels([(h, P * mass[h] % Q) for h in free if P * mass[h] % Q], Q, numbers): found[h] += 1
    return found
# ---- Sections 4 and 5: the selection
Target = namedtuple("Target", "ticket token id stratum size")  # which sort in ticket order
def duels(holders, W, numbers):  # of pairs (who, a)
    selected, survivor, a = [], None, 0
    for j, b in holders:
        s = a + b
        if not a: survivor, a = j, b
        elif s < W: survivor, a = survivor if below(s, numbers) < a else j, s
        else:
            winner, survivor = (survivor, j) if below(2 * W - s, numbers) < W - b else (j, survivor)
            selected.append(winner)
            a = s - W
    return selected
def proportional(queue, n, method, numbers):
    rest, W, chosen = queue, sum(t.size for t in queue), set()
    if n > len(queue) or max(W, n * max(t.size for t in queue)) >= 2**63: refuse("too few units, or too large ones")
    while n and (certain := [t for t in rest if n * t.size >= W]):
        chosen.update(certain)
        rest, n, W = [t for t in rest if t not in chosen], n - len(certain), W - sum(t.size for t in certain)
    if n and method == "pivotal": chosen.update(duels([(t, n * t.size) for t in rest], W, numbers))
    if n and method == "poisson": chosen.update(t for t in rest if int(t.ticket, 16) * W < n * t.size << 64)
    return [t for t in queue if t in chosen]
def draw(plan, units, tokens, seed):  # what the record says of strata, selected and reserves
    targets, rounding, pivotal = (derive(seed, f"{use}/{plan['id']}") for use in ("targets", "rounding", "pivotal"))
    queue = sorted(Target(digest(targets, token)[:16], token, unit, h, int(size))
                   for (unit, h, size, _), token in zip(units, tokens) if h[0] != "-")
    (kind, rules), counts, lines = design(plan), Counter(t.stratum for t in queue), defaultdict(list)
    samples = sizes(plan, counts, stream(rounding))
    if kind == "order": lines[""], samples[""] = queue, len(queue)
    elif kind == "proportional":
        lines[""] = proportional(queue, rules["total"], rules["method"], stream(pivotal))
        samples[""] = len(lines[""])
    else:
        for t in queue: lines[t.stratum].append(t)
    ranked = [(h, rank, t) for h in sorted(lines) for rank, t in enumerate(lines[h], 1)]
    rows = [(rank - samples[h], {"id": t.id, "stratum": t.stratum, "rank": rank, "ticket": t.ticket, "token": t.token})
            for h, rank, t in ranked if rank <= samples[h] + plan["reserves"]]
    selected, reserves = [row for k, row in rows if k <= 0], [row for k, row in rows if k > 0]
    drawn = Counter(row["stratum"] for row in selected)
    thresholds = {row["stratum"]: row["ticket"] for row in selected if "" not in lines}  # the last ticket stays
    strata = [{"stratum": h, "units": counts[h], "sample": drawn[h], "threshold": thresholds.get(h)} for h in sorted(counts)]
    return {"strata": strata, "selected": selected, "reserves": reserves}
# ---- Section 6: the public form
def public_form(plan, strata, selected):  # None where the names would give a confidential attribute away
    (kind, rules), secret, cells, told = design(plan), confidential(plan), defaultdict(list), []
    for row in strata: cells[tuple(p for i, p in enumerate(row["stratum"].split("/")) if i not in secret)].append(row)
    tight = kind == "capacity" and sum(rule(rules["minimum"], row["stratum"], 0) for row in strata) == rules["total"]
    groups = [[row["stratum"] for row in strata if bounds(plan, row["stratum"], row["units"])[0 if tight else 1]]]
    for rows in cells.values() if kind in ("rates", "capacity") else ():
        drawn = [row["stratum"] for row in rows if row["sample"]]
        if not secret or len(drawn) >= 2: told += [row["stratum"] for row in rows]
        if drawn: groups.append(drawn if len(drawn) >= 2 else origins(plan, strata, rows, secret))
    given_away = any(len({h.split("/")[i] for h in group}) < 2 for group in groups for i in secret)
    if given_away and "disclosure_ground" not in plan: return None
    others = {field: sum(row[field] for row in strata if row["stratum"] not in told) for field in ("units", "sample")}
    return {"form": "double-random/public/1", "plan": plan["id"], "names": sorted(row["id"] for row in selected),
            "strata": [row for row in strata if row["stratum"] in told], "others": others}
def origins(plan, strata, rows, secret):  # the strata from one of which all names of a cell that is not told can come
    (_, rules), N, n = design(plan), sum(row["units"] for row in rows), sum(row["sample"] for row in rows)
    values, here = zip(*(row["stratum"].split("/") for row in strata)), rows[0]["stratum"].split("/")
    labels = map("/".join, product(*({*each} if i in secret else {here[i]} for i, each in enumerate(values))))
    ruled = [h for h in labels if rule(rules.get("rates") or rules.get("weights"), h)]
    def room(h, n):  # how many of the N can be in h while its sample is n at most
        m = 0
        for step in (1 << bit for bit in reversed(range(N.bit_length()))):
            if m + step <= N and bounds(plan, h, m + step)[0] <= n: m += step
        return m
    idle = {h: room(h, 0) for h in ruled}
    return [h for h in ruled if bounds(plan, h, room(h, n))[1] >= n and room(h, n) + sum(idle.values()) - idle[h] >= N]
# ---- Section 8: replaying a draw, and making one
def replay(files):  # yields the name of each step before its checks, and at last the verdict
    yield "form"
    told = document(files["public.json"], public_test) if "public.json" in files else None
    record = document(files["record.json"], record_form)
    if record["form"] == HEAD:
        n, (*rows, end) = record["selected"], files.get("record.jsonl", b"").split(b"\n")
        if end or len(rows) != n + record["reserves"]: refuse(f"record.jsonl has {len(rows)} lines")
        units = [document(row, UNIT) for row in rows]
        record.update(form=WHOLE, selected=units[:n], reserves=units[n:])
    plan, announcement = record["plan"], record["announcement"]
    yield "announcement"
    same(announcement, decode(files["announcement.txt"]), "announcement.txt")
    lines = parse_announcement(announcement)
    announced = lines["plan"].get(plan["id"]) or refuse(f"no line for the plan {plan['id']}")
    same(announced[4:], [doc({}), doc(plan)], "digests of roster and plan")
    yield "randomness"
    random = randomness(record["randomness"], lines)
    yield "seed"
    same(draw_seed(announcement, random), record["seed"], "S")
    yield "frame"
    units = read_units(files["units.tsv"])
    facts, tokens = frame(plan, units, record["frame_key"])
    same(announced[1:4], facts, "count, root, commitment")
    yield "sizes"
    drawn = draw(plan, units, tokens, record["seed"])
    same(*([[row["stratum"], row["units"], row["sample"]] for row in which["strata"]] for which in (drawn, record)), "stratum")
    yield "selection"
    for field in drawn: same(drawn[field], record[field], field)
    yield "digest"
    public = public_form(plan, record["strata"], record["selected"])
    same(public, told, "public form")
    same(record_digest(public or {}, record) + "\n", decode(files["record-digest.txt"]), "record digest")
    nonces = "" if "declared" in record["randomness"] else "; each nonce is the one its contributor had committed to"
    yield f"consistent: {len(record['selected'])} of {len(units)} units drawn, as recorded{nonces}"
def make(files, given):  # a draw with declared randomness: {file: its text}
    if not hex32(given): refuse("the seed is not 64 hex digits")
    plan, units = document(files["plan.json"], check), read_units(files["units.tsv"])
    frame_key = {"secret" if confidential(plan) else "open": H(f"replay.py frame key\n{given}\n")}
    facts, tokens = frame(plan, units, frame_key)
    announcement = announcement_of({"plan": {plan["id"]: [plan["id"], *facts, doc({}), doc(plan)]}})
    seed = draw_seed(announcement, given)
    record = {"form": WHOLE, "announcement": announcement, "plan": plan, "frame_key": frame_key,
              "randomness": {"declared": given}, "seed": seed, **draw(plan, units, tokens, seed)}
    public = public_form(plan, record["strata"], record["selected"])
    return {"announcement.txt": announcement, "record.json": canonical(record) + "\n",
            "record-digest.txt": record_digest(public or {}, record) + "\n", "public.json": public and canonical(public) + "\n"}
def main(arguments):
    drawing, step = arguments[:1] == ["draw"], None
    if len(arguments) != (3 if drawing else 1): return print(__doc__, file=sys.stderr) or 2
    folder, drawn = Path(arguments[drawing]), ["announcement.txt", "record.json", "record-digest.txt"]
    there = [file for file in ("record.jsonl", "public.json") if (folder / file).exists()]
    try:
        files = {f: (folder / f).read_bytes() for f in ["units.tsv", *(["plan.json"] if drawing else drawn + there)]}
        for file, content in make(files, arguments[2]).items() if drawing else ():
            (folder / file).write_bytes(content.encode()) if content else (folder / file).unlink(missing_ok=True)
        for reached in replay(files) if not drawing else [f"drawn: {folder}"]:
            if step: print(f"{step:14} ok")
            step = reached
        print(step)
    except OSError as why: return print(why, file=sys.stderr) or 2
    except (ValueError, RecursionError) as why: return print(f"{step:14} DIVERGES  {why}") or 1 if step else print(why) or 2
if __name__ == "__main__": sys.exit(main(sys.argv[1:]))
