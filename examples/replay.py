#!/usr/bin/env python3
"""Replays a draw of the protocol `double-random/1`: an independent program, written from docs/SPEC.md alone.

    replay.py DIR              replay the draw in DIR; exit 0: consistent, 1: it diverges, 2: usage or unreadable files
    replay.py draw DIR SEED    draw from DIR/units.tsv by DIR/plan.json, with SEED (64 hex digits) as declared randomness

Digests, seeds and tickets are hex text throughout; tickets are equally long, so the order of their texts is theirs.
Python compares text by code points, and that is the order of its UTF-8 bytes. Whatever is refused raises ValueError.
"""
import json, re, struct, sys
from collections import Counter, namedtuple
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
def document(data, form, at):
    def once(pairs): return dict(pairs) if len(dict(pairs)) == len(pairs) else refuse(f"{at} repeats a key")
    def plain(n): return int(n) if re.fullmatch("0|-?[1-9][0-9]{0,15}", n) and abs(int(n)) < 2**53 else refuse(f"{at}: {n}")
    value = json.loads(decode(data), object_pairs_hook=once, parse_int=plain, parse_float=plain, parse_constant=plain)
    fit(value, form, at)
    return value
def canonical(x):  # RFC 8785
    def ordered(v):
        if isinstance(v, dict): return {k: ordered(v[k]) for k in sorted(v, key=lambda k: k.encode("utf-16-be"))}
        return [ordered(item) for item in v] if isinstance(v, list) else v
    return json.dumps(ordered(x), ensure_ascii=False, separators=(",", ":"))
def doc(x): return H(canonical(x))

# ---- Sections 1 and 7: spellings and forms
def spelled(pattern, fits=str.encode): return lambda v: isinstance(v, str) and re.fullmatch(pattern, v) and fits(v)
def whole(least, most=2**53 - 1): return lambda v: type(v) is int and least <= v <= most
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

# A form is {field: form} (`field?` may be left out), {test of any key: form}, [form of each] or (one, or another)
PLAN = {"form": "double-random/plan/1", "id": plan_id, "reserves": whole(0), "disclosure_ground?": line,
        "attributes": [{"name": name, "disclosure": ("public", "confidential")}],
        "design": ({"rates": {"rates": {label: rate}, "rounding": ("up", "down", "expected"), "minimum": whole(0)}},
                   {"capacity": {"total": whole(1), "weights": {label: whole(1, 2**32 - 1)}, "minimum": {label: whole(0)}}},
                   {"proportional": {"total": whole(1), "method": ("pivotal", "poisson")}},
                   {"order": {"batch": whole(1)}})}
STRATUM = {"stratum": label, "units": whole(1), "sample": whole(0), "threshold": (None, ticket)}
UNIT = {"id": name, "stratum": label, "rank": whole(1), "ticket": ticket, "token": token}
RECORD = {"form": "double-random/confidential/1", "announcement": text, "plan": PLAN, "seed": hex32,
          "frame_key": ({"secret": hex32}, {"open": hex32}),
          "randomness": ({"declared": hex32}, {"contributed": {"nonces": {name: hex32}, "values": {name: line}}}),
          "strata": [STRATUM], "selected": [UNIT], "reserves": [UNIT]}
HEAD = {**RECORD, "form": "double-random/confidential-head/1", "selected": whole(0), "reserves": whole(0)}
PUBLIC = {"form": "double-random/public/1", "plan": plan_id, "names": [name], "strata": [STRATUM],
          "others": {"units": whole(0), "sample": whole(0)}}

def fit(value, form, at):
    if isinstance(form, tuple):
        def alike(one): return one == value or type(one) is type(value) is dict and one.keys() <= value.keys()
        form = next(filter(alike, form), form[-1])
    if isinstance(form, (dict, list)) and type(value) is not type(form): refuse(f"{at} is no {type(form).__name__}")
    if isinstance(form, list):
        for i, item in enumerate(value): fit(item, form[0], f"{at}[{i}]")
    elif isinstance(form, dict) and callable(key := next(iter(form))):
        for k, item in value.items(): fit(k, key, f"a key of {at}"), fit(item, form[key], f"{at}.{k}")
    elif isinstance(form, dict):
        fields = {k.strip("?"): inner for k, inner in form.items() if k[-1] != "?" or k[:-1] in value}
        for k in value.keys() ^ fields.keys(): refuse(f"{at}: {k!r} is {'unknown' if k in value else 'missing'}")
        for k, item in value.items(): fit(item, fields[k], f"{at}.{k}")
    elif not (form(value) if callable(form) else type(value) is type(form) and value == form): refuse(f"{at}: {value!r:.60}")
def same(expected, found, at):
    if isinstance(expected, list) and expected != found:
        at, expected, found = next((f"{at} {i}", e, f) for i, (e, f) in enumerate(zip_longest(expected, found)) if e != f)
    if expected != found: refuse(f"{at}: expected {expected} found {found}")

def design(plan): return next(iter(plan["design"].items()))
def confidential(plan): return [i for i, a in enumerate(plan["attributes"]) if a["disclosure"] == "confidential"]
def check(plan):  # what a plan holds to beyond its fields
    names, (kind, rules) = [a["name"] for a in plan["attributes"]], design(plan)
    by_label = [rules[key] for key in ("rates", "weights", "minimum") if isinstance(rules.get(key), dict)]
    if not names or len({*names}) < len(names): refuse("plan: attributes")
    if by_label and not by_label[0]: refuse("plan: no rate or weight")
    if any(key.count("/") >= len(names) for labels in by_label for key in labels): refuse("plan: a label with too many parts")
    if kind == "rates" and rules["rounding"] != "up" and rules["minimum"]: refuse("plan: a minimum without rounding up")
    if kind == "capacity" and sum(rules["minimum"].values()) > rules["total"]: refuse("plan: minima above the total")
    if plan["reserves"] and kind in ("proportional", "order"): refuse("plan: reserves where strata play no part")

# ---- Section 2: the frame
def read_units(data):  # [id, stratum, size, district] in id order
    rows = [row.split("\t") for row in decode(data).split("\n")]
    if rows.pop() != [""]: refuse("the registry does not end with a line feed")
    for row in rows:
        if not (len(row) == 4 and name(row[0]) and (plan_id(row[1][1:]) if row[1][:1] == "-" else label(row[1]))
                and positive(row[2]) and (row[3] == "" or name(row[3]))): refuse(f"the unit {row}")
    if twice := [unit for unit, times in Counter(row[0] for row in rows).items() if times > 1]: refuse(f"{twice[0]} repeats")
    return sorted(rows)
def merkle_root(leaves):  # RFC 6962, level by level: whoever has no partner moves up
    level = [sha256(b"\0" + leaf.encode()).digest() for leaf in leaves]
    while len(level) > 1:
        pairs = [sha256(b"\1" + left + right).digest() for left, right in zip(level[::2], level[1::2])]
        level = pairs + level[2 * len(pairs):]
    return level[0].hex() if level else H("")
def frame(plan, units, frame_key):  # what the announcement says of it (count, root, commitment), and the tokens
    key = frame_key.get("secret", "00" * 32)
    if confidential(plan) and key == "00" * 32: refuse("a confidential attribute under the open key")
    for unit, stratum, *_ in units:
        if stratum[0] != "-" and stratum.count("/") + 1 != len(plan["attributes"]): refuse(f"{unit} in stratum {stratum}")
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
    if announcement_of(lines) != text: refuse("a line repeats or is not in order")
    return lines
def randomness(given, lines):
    if ("declared" in given) != ([*lines] == ["plan"]): refuse(f"it is {[*given][0]}, and there are lines of {[*lines]}")
    if "declared" in given: return given["declared"]
    nonces, values = (sorted(given["contributed"][kind].items()) for kind in ("nonces", "values"))
    commitments = [[n, H(f"double-random/1 commit\n{n}\n{nonce}\n")] for n, nonce in nonces]
    same([lines["contributor"][n] for n in sorted(lines["contributor"])], commitments, "commitment")
    same(sorted(lines["source"]), [n for n, _ in values], "source")
    rows = [("nonce", *row) for row in nonces] + [("source", *row) for row in values]
    return H("double-random/1 randomness\n" + "".join("\t".join(row) + "\n" for row in rows))
def draw_seed(announcement, random): return H(f"double-random/1 draw\n{H(announcement)}\n{random}\n")
def record_digest(public, record): return H(f"double-random/1 record\n{doc(public)}\n{doc(record)}\n")

# ---- Section 4: the sizes of strata
def rule(rules, stratum, default=None):  # what stands under the whole label, or without its last component, and so on
    while stratum not in rules and "/" in stratum: stratum = stratum.rpartition("/")[0]
    return rules.get(stratum, default)
def bounds(plan, stratum, units):  # the least and the most that a stratum of so many units may give
    kind, rules = design(plan)
    if kind == "capacity":
        least = rule(rules["minimum"], stratum, 0) if units else 0
        return least, max(least, min(units, rules["total"]))
    if kind != "rates": return 0, units
    share = units * ppm(rule(rules["rates"], stratum) or refuse(f"{stratum} has no rate"))
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
    factor = bends[largest(len(bends) - 1, lambda i: total(bends[i]) <= n)]  # λ is this bend or lies before the next
    rising = sum(mass[h] for h in strata if low[h] <= factor * mass[h] < counts[h])
    factor += Fraction(n - total(factor)) / rising if rising else 0
    found = {h: low[h] if factor * mass[h] <= low[h] else counts[h] for h in strata}
    free = [h for h in strata if low[h] < factor * mass[h] < counts[h]]
    P, Q = n - sum(found[h] for h in {*strata} - {*free}), sum(mass[h] for h in free)
    if Q >= 2**62: refuse("the weights are out of range")
    found.update({h: P * mass[h] // Q for h in free})
    for h in duels([(h, P * mass[h] % Q) for h in free if P * mass[h] % Q], Q, numbers): found[h] += 1
    return found
def largest(limit, holds):  # of 0 … limit, where 0 holds, and whatever is less than one that holds
    least = 0
    while least < limit:
        middle = (least + limit + 1) // 2
        least, limit = (middle, limit) if holds(middle) else (least, middle - 1)
    return least

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
def draw(plan, units, tokens, samples, seed):  # what the record says of strata, selected and reserves
    targets, (kind, rules) = derive(seed, f"targets/{plan['id']}"), design(plan)
    queue = sorted(Target(digest(targets, token)[:16], token, unit, stratum, int(size))
                   for (unit, stratum, size, _), token in zip(units, tokens) if stratum[0] != "-")
    counts, thresholds, selected, reserves = Counter(t.stratum for t in queue), {}, [], []
    def listed(line, rank): return [{"id": t.id, "stratum": t.stratum, "rank": rank + i, "ticket": t.ticket, "token": t.token}
                                    for i, t in enumerate(line)]
    if kind in ("proportional", "order"):
        numbers = stream(derive(seed, f"pivotal/{plan['id']}"))
        chosen = queue if kind == "order" else proportional(queue, rules["total"], rules["method"], numbers)
        selected, samples = listed(chosen, 1), Counter(t.stratum for t in chosen)
    else:
        for h in sorted(counts):
            line, n = [t for t in queue if t.stratum == h], samples[h]
            selected, reserves = selected + listed(line[:n], 1), reserves + listed(line[n:n + plan["reserves"]], n + 1)
            if n: thresholds[h] = line[n - 1].ticket
    strata = [{"stratum": h, "units": counts[h], "sample": samples[h], "threshold": thresholds.get(h)} for h in sorted(counts)]
    return {"strata": strata, "selected": selected, "reserves": reserves}

# ---- Section 6: the public form
def public_form(plan, strata, selected):  # nothing where the names would give a confidential attribute away
    cells, secret, (kind, rules), told = {}, confidential(plan), design(plan), []
    for row in strata: cells.setdefault(tuple("" if i in secret else p for i, p in enumerate(row["stratum"].split("/"))), []).append(row)
    fixed = kind == "capacity" and sum(rule(rules["minimum"], row["stratum"], 0) for row in strata) == rules["total"]
    groups = [[row["stratum"] for row in strata if bounds(plan, row["stratum"], row["units"])[0 if fixed else 1]]]
    for rows in cells.values() if kind in ("rates", "capacity") else ():
        drawn = [row["stratum"] for row in rows if row["sample"]]
        if not secret or len(drawn) >= 2: told += rows
        if drawn: groups.append(drawn if len(drawn) >= 2 else origins(plan, strata, rows, secret))
    if "disclosure_ground" not in plan and any(len({h.split("/")[i] for h in group}) < 2 for group in groups for i in secret):
        return None
    others = {field: sum(row[field] for row in strata if row not in told) for field in ("units", "sample")}
    return {"form": "double-random/public/1", "plan": plan["id"], "names": sorted(row["id"] for row in selected),
            "strata": [row for row in strata if row in told], "others": others}
def origins(plan, strata, rows, secret):  # the strata from which all names of a cell that is not told can come
    N, n = (sum(row[field] for row in rows) for field in ("units", "sample"))
    parts = zip(*(row["stratum"].split("/") for row in strata))
    labels = map("/".join, product(*({*p} if i in secret else [rows[0]["stratum"].split("/")[i]] for i, p in enumerate(parts))))
    ruled = [h for h in labels if rule(design(plan)[1].get("rates") or design(plan)[1]["weights"], h)]
    def room(h, n): return largest(N, lambda m: bounds(plan, h, m)[0] <= n)  # the most units of h with a sample of n at most
    idle = {h: room(h, 0) for h in ruled}
    return [h for h in ruled if bounds(plan, h, room(h, n))[1] >= n and N - room(h, n) <= sum(idle.values()) - idle[h]]

# ---- Section 8: replaying a draw, and making one
def stored(files):  # the record, whole
    if b'"double-random/confidential-head/1"' not in files["record.json"]: return document(files["record.json"], RECORD, "record.json")
    record, rows = document(files["record.json"], HEAD, "record.json"), decode(files["record.jsonl"] or b"").split("\n")
    n = record["selected"]
    if rows.pop() or len(rows) != n + record["reserves"]: refuse("record.jsonl has another number of lines")
    units = [document(row.encode(), UNIT, f"record.jsonl {i}") for i, row in enumerate(rows)]
    return {**record, "form": RECORD["form"], "selected": units[:n], "reserves": units[n:]}
def replay(files):  # yields the name of each step before its checks, and the verdict at last
    yield "form"
    record, told = stored(files), files["public.json"] and document(files["public.json"], PUBLIC, "public.json")
    plan = record["plan"]
    check(plan)
    yield "announcement"
    same(record["announcement"], decode(files["announcement.txt"]), "announcement.txt")
    lines = parse_announcement(record["announcement"])
    announced = lines["plan"].get(plan["id"]) or refuse(f"no line for the plan {plan['id']}")
    same([doc({}), doc(plan)], announced[4:], "roster and plan")
    yield "randomness"
    random = randomness(record["randomness"], lines)
    yield "seed"
    seed = draw_seed(record["announcement"], random)
    same(seed, record["seed"], "S")
    yield "frame"
    units = read_units(files["units.tsv"])
    facts, tokens = frame(plan, units, record["frame_key"])
    same(announced[1:4], facts, "count, root, commitment")
    yield "sizes"
    counts = Counter(stratum for _, stratum, *_ in units if stratum[0] != "-")
    samples = sizes(plan, counts, stream(derive(seed, f"rounding/{plan['id']}")))
    same([[h, counts[h], samples.get(h)] for h in sorted(counts)],
         [[row["stratum"], row["units"], row["sample"] if samples else None] for row in record["strata"]], "stratum")
    yield "selection"
    for field, expected in draw(plan, units, tokens, samples, seed).items(): same(expected, record[field], field)
    yield "digest"
    public = public_form(plan, record["strata"], record["selected"])
    same(public, told, "public form")
    same(record_digest(public or {}, record) + "\n", decode(files["record-digest.txt"]), "record digest")
    nonces = "" if "declared" in record["randomness"] else "; each nonce is the one its contributor had committed to"
    yield f"consistent: {len(record['selected'])} of {sum(counts.values())} units drawn, as recorded{nonces}"
def make(files, given):  # a draw with declared randomness
    hex32(given) or refuse("the seed is not 64 hex digits")
    plan, units, key = document(files["plan.json"], PLAN, "plan.json"), read_units(files["units.tsv"]), H(f"replay.py frame key\n{given}\n")
    check(plan)
    frame_key = {"secret" if confidential(plan) else "open": key}
    facts, tokens = frame(plan, units, frame_key)
    announcement = announcement_of({"plan": {plan["id"]: [plan["id"], *facts, doc({}), doc(plan)]}})
    seed = draw_seed(announcement, given)
    counts = Counter(stratum for _, stratum, *_ in units if stratum[0] != "-")
    samples = sizes(plan, counts, stream(derive(seed, f"rounding/{plan['id']}")))
    record = {"form": RECORD["form"], "announcement": announcement, "plan": plan, "frame_key": frame_key,
              "randomness": {"declared": given}, "seed": seed, **draw(plan, units, tokens, samples, seed)}
    public = public_form(plan, record["strata"], record["selected"])
    return {"announcement.txt": announcement, "record.json": canonical(record) + "\n",
            "record-digest.txt": record_digest(public or {}, record) + "\n", "public.json": public and canonical(public) + "\n"}

def main(arguments):
    step, drawing = None, len(arguments) == 3 and arguments[0] == "draw"
    if not drawing and len(arguments) != 1: return print(__doc__, file=sys.stderr) or 2
    folder = Path(arguments[1 if drawing else 0])
    needed = ["units.tsv", "plan.json"] if drawing else ["units.tsv", "announcement.txt", "record.json", "record-digest.txt"]
    try:
        files = {file: (folder / file).read_bytes() for file in needed}
        files.update({file: (folder / file).read_bytes() if (folder / file).exists() else None for file in ("record.jsonl", "public.json")})
        for file, content in make(files, arguments[2]).items() if drawing else ():
            if content: (folder / file).write_bytes(content.encode())
            else: (folder / file).unlink(missing_ok=True)
        for reached in replay(files) if not drawing else ():
            if step: print(f"{step:14} ok")
            step = reached
        if step: print(step)
    except OSError as why: return print(why, file=sys.stderr) or 2
    except (ValueError, RecursionError) as why: return print(f"{step:14} DIVERGES  {why}") or 1 if step else print(why, file=sys.stderr) or 2
    return 0
if __name__ == "__main__": sys.exit(main(sys.argv[1:]))
