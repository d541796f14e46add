"""Words that tell a side: that say no, that end or bar a thing, that call it good, that call it bad."""

NEGATIONS = frozenset(
    "not no never cannot nor neither nobody none nothing without hardly don't doesn't didn't won't wouldn't isn't "
    "aren't wasn't shouldn't can't couldn't unfit unqualified".split()
)
AGAINST = frozenset(
    "ban bans banned banning end ends ended ending scrap scrapped scrapping repeal repealed repealing abolish "
    "abolished abolishing close closed closing closure shut drop dropped dropping reject rejected rejecting stop "
    "stopped stopping block blocked cancel cancelled cut cuts cutting halt oppose opposed opposing opposition against "
    "deport deported deporting deportation bar barred barring leave leaving withdraw defund defunding punish punished "
    "punishment restrict restricted restrictions prohibit prohibited outlaw outlawed limit veto vetoed without abandon "
    "remove removed removal lift lifted lifting overturn revoke rescind kill tear torn break breaking broken disband "
    "dismantle reverse undo axe weaken delay suspend suspended expel".split()
)
GOOD = frozenset(
    "good great right necessary essential important vital fair best better proud support benefit wonderful terrific "
    "safe success fantastic brilliant sensible smart love loved like likes agree agreed fit qualified honest trust "
    "trusted strong deserve deserves overdue win welcome protect moral hero decent positive triumph".split()
)
BAD = frozenset(
    "bad wrong terrible disaster disastrous mistake stupid useless worst worse dangerous danger threat reckless unfair "
    "unconstitutional illegal shame shameful disgrace disgraceful insane insanity crazy madness ridiculous outrageous "
    "absurd horrible harm hurt hurts hate hated disagree failed failure fraud liar lies lying crooked racist bigot "
    "bigoted corrupt weak immoral betrayal offensive unacceptable irresponsible hateful un-american awful nonsense "
    "false divisive ineffective costly folly".split()
)
