#!/usr/bin/env python3
"""Who inspects, by sections 7 and 11 of docs/SPEC.md; replay.py asks it where a record has officers.
`officers.py VECTORS` deals what stands under `inspectors` in a file of tests/vectors, and says how many deals agree."""
import collections, json, sys
sys.dont_write_bytecode = True
from deal import Deal
from replay import H, canonical, derive, each, fits, hex32, least, line, name, refuse, same, spelled

# Section 7: the forms of the roster, and of what a department's deal comes to
def some(must, may):  # an object that may have other fields, too
    return lambda v: fits(v, dict) and fits(v, {**must, **{k: may[k] for k in may if k in v}})
def listed(item): return lambda v: fits(v, [item]) and v and len({*map(canonical, v)}) == len(v)
def load(v): return least(0)(v) and v <= 10**6
day = spelled(r"\d{4}-\d\d-\d\d")
MEMBERS = some({"slots": [(name, None)], "inspectors": [some({"id": name}, {
    "certificate": {"number": name, "from": day, "until": day}, "districts": listed((name, "")),
    "qualifications": listed(name), "limit": load, "carried": lambda v: load(v) and v > 0})]}, {"fewer_ground": line})
GROUND = "own_interest", "kin", "rotation", {"other": line}
RECUSAL = {"inspector": name, "from": ({"target": name}, {"group": name}), "ground": GROUND}
ROSTER = some({"form": "double-random/roster/1", "key": hex32, "departments": each(name, MEMBERS)},
              {"groups": each(name, listed(name)), "recusals": listed(RECUSAL)})
SHORTAGE = {"slots": [[(name, least(0))]], "officers": each(name, least(0)), "once": [[name]], "vacant": least(1)}
TEAM = {"target": name, "seats": [(name, None)]}
SENT = some({"teams": [TEAM], "loads": each(name, least(0))}, {"shortage": SHORTAGE})
OFFICERS = {"roster": ROSTER, "departments": each(name, SENT)}
def token(key, i): return H(derive(key, "token") + i)[:24]
def check(sent):  # whether it is of its form; of the roster, also what no shape says
    roster = sent["roster"] if fits(sent, OFFICERS) else refuse("officers of their form", sent)
    parts, recusals = roster["departments"].values(), roster.get("recusals", [])
    short = [part for part in parts if not part["slots"] or (len(part["slots"]) < 2) != ("fewer_ground" in part)]
    ids, groups = [one["id"] for part in parts for one in part["inspectors"]], [None, *roster.get("groups", {})]
    numbers = [one["certificate"]["number"] for part in parts for one in part["inspectors"] if "certificate" in one]
    strange = [r for r in recusals if r["inspector"] not in ids or r["from"].get("group") not in groups]
    pairs = [canonical([r["inspector"], r["from"]]) for r in recusals]
    twice = [v for v in (ids, numbers, pairs, [token(roster["key"], i) for i in ids]) if len({*v}) < len(v)]
    if short or strange or twice or not parts or roster["key"] == "00" * 32:
        refuse("a roster without faults", {"recusals": strange, "slots": len(short), "twice": len(twice)})

# Section 11: who is dealt, and why seats stay vacant
def shortage(deal, ids, targets):  # the least set that holds the vacant slots, under ids; None where there is none
    inside, several = {s: None for s, o in enumerate(deal.who) if o == deal.nobody}, set()
    vacant, queue = len(inside), [*inside]
    def fit(slot): return {o for o in range(deal.nobody) if deal.may[slot] >> o & 1}
    for slot in queue:
        new = {o for o in fit(slot) if not deal.sits(o, slot)} - several
        more = [s for s, o in enumerate(deal.who) if o in new or s in deal.mates(slot) and o in fit(slot)]
        queue += [s for s in more if s not in inside]
        inside.update(dict.fromkeys(more))
        several |= new
    rooms = {ids[deal.names[o]]: max(0, deal.staff[o]["limit"] - deal.staff[o].get("carried", 0)) for o in several}
    places = [(targets[deal.targets[s // deal.team]], s % deal.team, s) for s in inside]
    once = {(unit, ids[deal.names[o]]) for unit, _, s in places for o in fit(s) - several}
    return {"slots": sorted([unit, place] for unit, place, _ in places), "officers": rooms,
            "once": sorted(map(list, once)), "vacant": vacant} if vacant else None
def deals(sent, plan, seed, selected, units):  # what should stand under each department, and what does
    roster, units, expected = sent["roster"], {unit[0]: unit for unit in units}, []
    key, tokens, groups = roster["key"], {row["id"]: row["token"] for row in selected}, roster.get("groups", {})
    targets, districts = ({tokens[i]: units[i][field] for i in tokens} for field in (0, 3))
    refused = [(r["inspector"], i) for r in roster.get("recusals", [])
               for i in groups.get(r["from"].get("group"), [r["from"].get("target")])]
    recused = {(token(key, o), tokens[i]) for o, i in refused if i in tokens}
    for department, part in sorted(roster["departments"].items()):
        staff = {token(key, one["id"]): one for one in part["inspectors"]}
        ids = {t: one["id"] for t, one in staff.items()} | {None: None}
        deal = Deal(derive(seed, f"inspectors/{plan}/{department}"), part["slots"], districts, staff, recused)
        teams = [{"target": targets[t], "seats": [ids[o] for o in seats]} for t, seats in deal.teams().items()]
        loads = {ids[t]: load for t, load in zip(deal.names, deal.load)}
        expected += [[department, *teams, loads, shortage(deal, ids, targets)]]
    found = sorted(sent["departments"].items())
    return expected, [[department, *one["teams"], one["loads"], one.get("shortage")] for department, one in found]

def agrees(given):  # whether a deal of the vectors, and what became of its teams, comes out
    staff = {one["name"]: {k: v for k, v in one.items() if v is not None} for one in given["inspectors"]}
    recused = {(pair["inspector"], pair["target"]) for pair in given["recusals"]}
    deal = Deal(given["seed"], given["slots"], {t["name"]: t["district"] for t in given["targets"]}, staff, recused)
    teams, gone, count = deal.teams(), collections.defaultdict(set), collections.Counter()
    found = [teams, dict(zip(deal.names, deal.load))]
    ok = found == [given["teams"], given["loads"]]
    for one in given["replacements"]:  # the smallest ticket of those who fit, do not sit there, were never removed
        t, place, k = one["target"], one["position"], count[one["target"]] + 1
        gone[t].add(teams[t][place])
        seed, able = derive(deal.seed, f"replacement/{k}/{t}"), {deal.names[o] for o in deal.fit(t, deal.slots[place])}
        chosen = min(able - {*teams[t], *gone[t]}, key=lambda n: (H(seed + n)[:16], n), default=None)
        ok = ok and [k, teams[t][place], chosen] == [one["k"], one["vacated"], one["chosen"]]
        teams[t][place], count[t] = chosen, count[t] + (chosen is not None)
    return ok
if __name__ == "__main__":
    given = json.load(open(sys.argv[1]))["inspectors"]
    print(f"{sum(map(agrees, given))} of {len(given)} deals agree")
    sys.exit(not all(map(agrees, given)))
