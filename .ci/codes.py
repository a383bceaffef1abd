"""Compares a program that reads codes with python-stdnum. Run by .ci/codes."""

import random
import subprocess
import sys
from collections import Counter

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
chance = random.Random("double-random codes 1")


def pick(characters):
    return chance.choice(characters)


def organisation_check(eight):
    """GB 11714, which python-stdnum does not check."""
    total = sum(int(c, 36) * w for c, w in zip(eight, (3, 7, 9, 10, 5, 8, 4, 2)))
    return "0123456789X"[-total % 11]


def code():
    """A code of which python-stdnum computes the check character."""
    kind = pick(["91", "91", "91", "92", "93", "11", "12", "51", "52", "31", "81", "94", "01", "A1", "N2", "Y1", "B7"])
    division = pick(["532301", "532331", "".join(pick("0123456789") for _ in range(6))])
    eight = "".join(pick(chance.choice([ALPHABET, "0123456789"])) for _ in range(8))
    ninth = organisation_check(eight) if chance.random() < 0.8 else pick(ALPHABET)
    first = kind + division + eight + ninth
    return first + uscc.calc_check_digit(first)


def number():
    first = "".join(pick("0123456789") for _ in range(14))
    return first + mod_11_10.calc_check_digit(first)


def spoil(text):
    """One of the things that happen to codes on their way."""
    place = chance.randrange(len(text))
    before, character, after = text[:place], text[place], text[place + 1 :]
    return chance.choice(
        [
            lambda: text,
            lambda: text.lower(),
            lambda: before + pick(ALPHABET) + after,
            lambda: before + pick(LETTERS) + after,
            lambda: before + after,
            lambda: before + character * 2 + after,
            lambda: before + after[:1] + character + after[1:],
            lambda: before + pick(" -.'\u3000é") + after,
            lambda: before + pick(" -") + character + after,
            lambda: before + chr(ord(character) + 0xFEE0) + after,
            lambda: text[:15] + "0" * (len(text) - 15),
            lambda: "%E" % int(text) if text.isdigit() else text,
            lambda: text + ".0",
            lambda: "'" + text,
        ]
    )()


def check_code(text, said):
    """Compares one answer for a code; returns the rule that explains a difference, or None where there is none."""
    theirs = uscc.is_valid(text)
    ours = said[0] == "read" and "check-character" not in said[2]
    if not all(c.isascii() and c.isalnum() for c in text):
        # Theirs takes separators away and makes wide characters narrow; ours says that they are there.
        assert said[0] == "refused", (text, said)
        return "theirs cleans, ours refuses (theirs valid)" if theirs else None
    upper = text.upper()
    if len(upper) == 18 and all(c in ALPHABET for c in upper) and upper[2:8].isdigit() and not upper[:2].isdigit():
        # Theirs knows departments and categories with digits only; the standard has A, N and Y. Without that rule of theirs:
        assert not theirs, (text, said)
        right = upper[-1] == uscc.calc_check_digit(upper)
        assert said[0] == "read" and ours == right, (text, said)
        rule = "department or category with a letter: theirs refuses, ours reads" if right else None
    else:
        assert ours == theirs, (text, said, theirs)
        rule = None
    if said[0] == "read":
        assert said[1] == upper, (text, said)
        wrong = organisation_check(upper[8:16]) != upper[16]
        assert wrong == ("organisation-check" in said[2]), (text, said)
        if wrong and theirs:
            rule = "organisation code with another check: theirs does not look, ours warns"
        elif "unknown" in said[2] and theirs:
            rule = "unknown department or category: theirs does not look, ours warns"
    return rule


def check_number(text, said):
    theirs = mod_11_10.is_valid(text) if text.isascii() and text.isdigit() else False
    assert theirs == (said[0] == "read" and said[2] == ""), (text, said, theirs)


def main(program):
    texts = [spoil(code()) for _ in range(5_000)] + [code() for _ in range(2_000)]
    texts += [spoil(number()) for _ in range(2_000)] + [number() for _ in range(1_000)]
    texts += ["91350100M000100Y43", "11532300MB19781070", "91350211M0000XUF46"]
    run = subprocess.run([program, "--tsv"], input="\n".join(texts).encode(), stdout=subprocess.PIPE, check=False)
    answers = run.stdout.decode().splitlines()
    assert run.returncode == 1 and len(answers) == len(texts), (run.returncode, len(answers), len(texts))
    rules, said_so = Counter(), Counter()
    for text, answer in zip(texts, answers):
        said = answer.split("\t")
        said_so[said[0] + " " + (said[1] if said[0] == "refused" else said[2] or "without a warning")] += 1
        if len(text) == 15:
            check_number(text, said)
        else:
            rules[check_code(text, said)] += 1
    agreed = rules.pop(None)
    assert len(rules) >= 4, rules
    for what, count in sorted(said_so.items()):
        print(f"  {count:5} {what}")
    print(f"codes: {len(texts)} compared; {agreed} codes and all numbers agree; by rule differ:")
    for rule, count in sorted(rules.items()):
        print(f"  {count:5} {rule}")


main(sys.argv[1])
