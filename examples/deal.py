"""The deal of one department, section 11 of `double-random/1`, from docs/SPEC.md alone; officers.py asks for it.
One filling of F slots with the sum E is at hand; whether an inspector can have a slot is asked by one closed path."""
import bisect, functools, operator
from replay import H, derive

class Deal:
    def __init__(self, seed, slots, targets, staff, recused):  # targets: {token: district}; recused: pairs of tokens
        self.seed, self.slots, first = seed, sorted(slots, key=lambda asked: asked is None), derive(seed, "targets")
        self.targets, self.names = sorted(targets, key=lambda t: (H(first + t)[:16], t)), sorted(staff)
        self.staff, self.districts, self.recused = [staff[n] for n in self.names], targets, recused
        self.team, self.mixed, self.nobody = len(slots), len({*slots}) > 1, len(staff)  # nobody sits in vacant slots
        self.load = [one.get("carried", 0) for one in self.staff] + [float("inf")]
        pairs = [(t, asked) for t in self.targets for asked in self.slots]
        self.may = [sum(1 << o for o in [*self.fit(*pair), self.nobody]) for pair in pairs]
        self.near, n = [0] * len(self.load), self.team  # near: who may meet whom at a target
        for ways in {functools.reduce(operator.or_, self.may[s:s + n]) for s in range(0, len(pairs), n)}:
            self.near = [was | ways | 2 << self.nobody if ways >> o & 1 else was for o, was in enumerate(self.near)]
        self.who, self.held = [self.nobody] * len(pairs), [{} for _ in self.load]  # held: slots that are not dealt yet
        self.held[self.nobody], self.open = dict.fromkeys(range(len(pairs))), 0  # the first of those slots
        self.fill()
        self.group = [0] * len(self.load)  # inspectors of different groups never take over seats from each other
        self.deal()
    def fit(self, target, asked):
        return [o for o in self.serve(self.districts[target], asked) if (self.names[o], target) not in self.recused]
    @functools.cache
    def serve(self, district, asked):
        return [o for o, one in enumerate(self.staff) if district in (one.get("districts") or [district])
                and (asked is None or asked in one.get("qualifications", []))]
    def room(self, o): return o != self.nobody and self.load[o] < self.staff[o].get("limit", self.load[o] + 1)
    def mates(self, slot): return range(slot - slot % self.team, slot - slot % self.team + self.team)
    def sits(self, o, slot): return o != self.nobody and o in self.who[(a := slot - slot % self.team):a + self.team]
    def chains(self, o, starts):  # {slot that is freed when o comes in at one of these: the moves inside the team}
        freed, queue = {slot: [(slot, o)] for slot in starts}, [*starts]
        for slot in queue:
            for other in self.mates(slot) if self.who[slot] not in (o, self.nobody) else ():
                if other >= self.open and other not in freed and self.may[other] >> self.who[slot] & 1:
                    freed[other] = [*freed[slot], (other, self.who[slot])]
                    queue.append(other)
        return freed
    def enter(self, o, seats):  # the moves by which o comes to free one of these slots, if it can
        for slot in seats:
            if self.may[slot] >> o & 1 and not self.sits(o, slot): return [(slot, o)]
        for slot in seats if self.mixed else ():  # by way of another slot of the team, whose inspector moves on
            others = [s for s in self.mates(slot) if s >= self.open and s != slot and self.who[s] != self.nobody]
            if any(self.may[slot] >> self.who[s] & 1 for s in others) and not self.sits(o, slot):
                moves = self.chains(o, [s for s in others if self.may[s] >> o & 1]).get(slot)
                if moves: return moves
    def search(self, came, queue, left, ends):  # those in the queue take over seats of those left, and these in turn
        for p in queue:
            for q in [*left]:
                if self.near[p] >> q & 1 and (moves := self.enter(p, self.held[q])):
                    came[q] = p, moves
                    if ends(q): return q
                    left.remove(q)
                    queue.append(q)
    def move(self, came, last):  # makes the moves on the path to the last
        moves = []
        while last is not None: moves, last = moves + came[last][1], came[last][0]
        for slot, _ in moves:
            self.held[self.who[slot]].pop(slot, None)
            self.load[self.who[slot]] -= 1
        for slot, o in moves:
            self.who[slot], self.load[o] = o, self.load[o] + 1
            if slot >= self.open: self.held[o][slot] = None
    def fill(self):  # one filling of F slots with the sum E: greedily, and better as long as it can be
        for slot in range(len(self.may)):
            able = (o for o in self.fit(self.targets[slot // self.team], self.slots[slot % self.team]) if self.room(o))
            best = min((o for o in able if not self.sits(o, slot)), key=self.load.__getitem__, default=None)
            if best is not None: self.move({best: (None, [(slot, best)])}, best)
        live = {*range(len(self.load))}
        while lows := [o for o in live if self.room(o)]:
            came, low = {}, min(lows, key=self.load.__getitem__)
            came[low] = None, []
            last = self.search(came, [low], sorted(live - {low})[::-1], lambda q: self.load[q] > self.load[low] + 1)
            if last is None: live -= {*came}
            else: self.move(came, last)
    def deal(self):
        def at(o, load): return load, H(self.round(load) + self.names[o])[:16], self.names[o], o
        line = sorted(at(o, one.get("carried", 0)) for o, one in enumerate(self.staff))
        for slot, may in enumerate(self.may):
            self.held[self.who[slot]].pop(slot, None)
            self.open, dealt = slot + 1, self.who[slot - slot % self.team:slot]
            able = (c for c in line if may >> c[3] & 1 and c[3] not in dealt)
            able = (c for c in able if c[0] < self.staff[c[3]].get("limit", c[0] + 1))
            if chosen := next((c for c in able if self.give(slot, c[3])), None):
                line.remove(chosen)
                bisect.insort(line, at(chosen[3], chosen[0] + 1))
    @functools.cache
    def round(self, load): return derive(self.seed, f"round/{load}")
    def give(self, slot, o):  # whether some filling of F slots with the sum E has o here; it is then at hand
        if self.who[slot] == o: return True
        own = next((s for s in self.mates(slot) if s > slot and self.who[s] == o), None)
        came, goal = {}, len(self.load)  # the goal: o frees a seat; if it sits in the team, that one
        for s, moves in self.chains(o, [slot]).items():
            came.setdefault(goal if s == own else self.who[s], (None, moves))
        if goal in came: return self.move(came, goal) or True
        among = [q for q, group in enumerate(self.group) if q != o and group == self.group[o] or own is not None]
        came = {q: path for q, path in came.items() if q in among}
        above = self.load[o] + 1 if own is None and self.room(o) else None  # who has so many can have one less for it
        def ends(q): return q == goal or self.load[q] == above
        def go(queue): return self.search(came, queue, [goal, *(q for q in among if q not in came)], ends)
        self.held.append(self.held[o] if own is None else {own: None})
        last = next(filter(ends, came), None)
        if last is None: last = go([*came])
        if last is None and {*came} - {self.nobody}:  # one has a seat less, who is one below it a seat more
            top = max({*came} - {self.nobody}, key=self.load.__getitem__)
            lows = [q for q in among if q not in came and self.room(q) and self.load[q] < self.load[top]]
            came.update((q, (top, [])) for q in lows)
            last = go(lows)
        self.held.pop()
        if last is not None: return self.move(came, last) or True
        if own is None: self.group = [goal + slot if q in came else was for q, was in enumerate(self.group)]
    def teams(self):  # in the order of the deal
        seats = [[*self.names, None][o] for o in self.who]
        return {t: seats[i * self.team:(i + 1) * self.team] for i, t in enumerate(self.targets)}
