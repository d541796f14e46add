"""The words around a cut that tell what it left out: each pattern is run on plain marks, case ignored."""

import re


def of(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("_", r"\s+"), re.I)


# Where the words before a cut stop governing it.
BOUNDARY = of(
    r"[;:,()\"]|(?<=\s)'|\s-+\s|--|[–—]|\b(?:and|but|or|because|since|while|when|whenever|though|although|after"
    r"|before|until"
    r"|unless|than|whom|even_if|as_if|so_that|what_(?:he|she|they)_calls?(?:ed)?)\b"
)
# What the writer tells before it ends there too, where somebody goes on to speak.
SPEAKING = of(
    r"(?<!short of )(?<!from )(?<!without )(?<!not )(?<!avoided )(?<!denied )(?<!against )(?<!for )(?<!of )"
    r"\b(?:saying|adding|insisting|arguing|telling)\b"
)
# A negation that goes on over "and": nobody can look at it and say.
GOES_ON = of(r"\band(?=_(?:say|think|believe|claim|tell|pretend|argue|suggest|conclude)\b)")
# A remark in commas, and a condition between "that" and what it is a condition of.
REMARK = of(r",(?:[^,;:.]{1,40},)?(?=\s*that\b)")
BIG_IF = of(r",_(?:and|which)_(?:(?:that|it|this)(?:'s|_is)|is)[^,;:.]{1,40}(?=,)")
FILLER = of(r",_(?:you_know|i_mean|of_course|frankly|honestly|sir|folks|again|look|by_the_way|in_fact|believe_me)\s*,")
LEADING = of(
    r"(?<=that),[^,;:.]{1,60},|(?<=that)\s+(?:if|when|because|since|after|while|unless|in)\s[^,;:.]*,(?!.*\bthat\b)"
)

NEGATOR = of(
    r"\b(?:not|never|no|nobody|none|nothing|nowhere|neither|nor|without|hardly|scarcely|barely|cannot|few"
    r"|little)\b|n't\b"
    r"|\bthe_last_(?:thing|person|one)\b|\btoo_\w+_to_(?:say|tell|call|conclude|claim|speak|declare|judge"
    r"|think|believe"
    r"|assume|suggest)\b|\b(?:lying|a_liar|lying_to_you)_if_(?:i|we)_(?:said|told)\b"
    r"|\b(?:reluctant|hesitant|loath|unwilling|unable|hesitat(?:e|es|ed|ing)|hard|difficult)_to_(?:say"
    r"|call|see|describe"
    r"|believe|imagine|accept|argue|conclude|endorse|label|characteri[sz]e|declare|claim)\b"
    r"|\b(?:wary_of|avoid(?:s|ed|ing)?|resist(?:s|ed|ing)?|sh(?:y|ies|ied)_away_from|hold(?:s"
    r"|ing)?_back_from)_(?:saying"
    r"|calling|describing|declaring|labell?ing|suggesting)\b"
    r"|\b(?:distanc(?:e|es|ed|ing)_(?:himself|herself|themselves|itself|myself|ourselves)_from|the_opposite_of"
    r"|a_far_cry_from|pour(?:s|ed|ing)?_cold_water_on|took_exception_to|contest(?:s|ed|ing)?_(?:the|that)"
    r"|stop(?:ped)?_believing"
    r"|(?:ridicul|mock|challeng)(?:e|es|ed|ing)_the_(?:idea|notion|claim|suggestion)|(?:surprised|shocked"
    r"|amazed|stunned|astonished)_if"
    r"|(?:heaven|god)_forbid|so_much_for)\b"
    r"|\b(?:doubt(?:s|ed|ing|ful)?|den(?:y|ies|ied|ying)|disput(?:e|es|ed|ing)|disagree(?:s|d|ing)?|refut(?:e|es"
    r"|ed|ing)"
    r"|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)_to|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|debunk(?:s|ed|ing)?"
    r"|fail(?:s|ed|ing)?_to|stop(?:s|ped|ping)?_(?:well_)?short_of|far_from|rather_than|instead_of|anything_but"
    r"|unlikely|impossible|refrain(?:s|ed|ing)?_from|rul(?:e|es|ed|ing)_out|took_issue_with|contradict(?:s|ed|ing)?"
    r"|push(?:es|ed|ing)?_back_(?:on|against)|disavow(?:s|ed|ing)?|scoff(?:s|ed|ing)?_at"
    r"|apologi[sz](?:e|es|ed|ing)_for_(?:calling|saying|suggesting)|retract(?:s|ed|ing)?|walk(?:s|ed|ing)?_back"
    r"|back(?:s|ed|ing)?_away_from|brush(?:es|ed|ing)?_(?:off|aside)|sh(?:oo|o)t(?:s|ing)?_down|repudiat(?:e|es"
    r"|ed|ing)"
    r"|knock(?:s|ed|ing)?_down|bristl(?:e|es|ed|ing)_at|(?:caution|warn)(?:s|ed|ing)?_against|object(?:s|ed"
    r"|ing)?_to)\b"
    r"|\b(?:false|untrue|nonsense|(?:a|this|total|complete)_(?:lie|myth|fiction|fallacy))_(?:that|to)\b"
    r"|\b(?:exaggeration|leap|overstatement|insult|slander|reach|wrong|unrealistic|absurd|ridiculous"
    r"|ludicrous|preposterous|naive|foolish|silly|crazy|insane|laughable"
    r"|a_mistake"
    r"|a_stretch|nonsense|unfair|inaccurate|misleading)_(?:for_\w+_)?to_(?:think|say|suggest|believe|claim|assume"
    r"|imagine"
    r"|argue|call|treat|see|regard|read|interpret|take|describe|portray)\b"
    r"|\b(?:put|lay|laid)_to_(?:rest|bed)\b|\b(?:another"
    r"|something_else)(?:_thing)?(?:_entirely)?_to_(?:say|claim|think|call|suggest)\b"
)
# Neither this nor that is one negation.
NEITHER_NOR = of(r"(?<=neither).{1,60}?\bnor\b")
# Negations behind which the cut still stands: what one knows, or is glad of, is so.
HARMLESS = of(
    r"(?:\bnot|\bno|n't)_(?:an?_)?(?:\w+_)?(?:idea|news|shame|sin|crime)_to_say\b|"
    r"(?:\b(?:not|cannot|never|no|without)|n't)_(?:\w+_)?(?:only|just|merely|simply|doubt|question|forget|ignore"
    r"|overlook"
    r"|stress|emphasi[sz]e|overstate|help|wait_to|afraid|sorry|ashamed|surpris\w+|secret|coincidence|accident"
    r"|wonder|regret"
    r"|mind|matter|aware|to_mention|unlike|get_me_wrong|blame|lose_sight|be_happier|be_prouder|agree_more"
    r"|apologi[sz]e_for|shy_(?:away_)?from|hide|lie_(?:to_you|about))\b"
    r"|\bno-\w+|\bbeyond_(?:\w+_){0,3}doubt\b|\b(?:dismiss|reject|brush|shoot|shot|knock|disput|den(?:y"
    r"|i)|scoff|refut|repudiat|contest)\w*\b(?:(?!\s+as\b).){0,90}_as\b"
    r"|\bdid(?:n't|_not)_(?:know|reali[sz]e|notice|tell_\w+)\b|(?:\bnot|n't)_(?:know|understand|care|see)_(?:how"
    r"|why|what|who)\b"
    r"|\bca(?:n't|nnot)_believe\b|\bcould(?:n't|_not)_(?:agree|believe)\b|\bno_matter\b|\bnothing_but\b"
    r"|\bwhy_(?:not|don't_(?:we|you))\b|\bwhether_or_not\b|\bnot_unlike\b|\b(?:a_)?(?:few|little)_(?=\w+_(?:ago"
    r"|later|of|more))"
    r"|\ba_(?:few|little)\b|\bno(?:_one|body)_(?:should_)?(?:know|knows|understands)\b|\bdo(?:n't|_not)_know_if\b"
)
# Whoever does not do it is another one than the clause is about.
RELATIVE = of(
    r"\b(?:who|that|which)_(?:\w+_)?(?:(?:is|are|was|were|do|does|did|have|has|had|will|would|can|could)_)?(?:not"
    r"|never|no)\b"
    r"|\b(?:who|that|which)_\w+n't\b"
)
FINITE = frozenset(
    "is are was were will would can could has have had should must does did do may might isn't aren't won't".split()
)

IF = (
    r"(?:only_)?(?:if|unless|barring|absent|in_the_(?:event|absence)_of|depending_on|pending|provided(?:_that)?"
    r"|providing|as_long_as|so_long_as|only_when|on_condition_that|assuming"
    r"|in_case|except_(?:if|when)|until|only_(?:after|once|where)|subject_to|(?:contingent|conditional)_(?:on|upon)"
    r"|(?:weather|time|funds|god|courts?)_(?:permitting|willing)|(?:if|when),_(?:and|but)_only_(?:if"
    r"|when)|suppose|on_(?:one|the"
    r"|a_single)_condition|supposing|with_the_proviso|so_long_as)"
)
CONDITION = of(rf"\b{IF}\b")
# A condition without a word for one, at the head of a clause: had they, should it, without a deal.
HEADING = of(
    r"(?:^|[,;:\"'–—]|\b(?:that|and|but|because))\s*(?P<if>(?:had|should|were)_(?:he|she|they|we|it|i|you|there"
    r"|the_\w+)\b"
    r"|(?:under|in)_(?:those|these|such|the_right|certain)_(?:circumstances|conditions)\b|in_that_case\b|only_then\b"
    r"|without\b|with_(?:enough|more|better|proper|the_(?:right|necessary|proper))\b)[^;:.]{0,60},(?:_\w+){0,3}$"
)
# Do this, and that will be: where the cut tells what will be.
BIDDING = of(
    r"(?:^|[.;:\"–—]|\b(?:and|but|so))\s*(?P<if>(?:(?:once|as_soon_as|the_(?:moment|day"
    r"|minute))\b[^.;:?!]{3,70},|suppose\b[^.;?!]{3,70}"
    r"[,:](?:_then)?)|(?:give|show|get|bring|let|put|vote|send|elect|make|keep|take|pay|offer|hand|find|leave"
    r"|stop|cut|raise|lower|drop|pass|sign|lift|end|free|release|withdraw|come|go|do|build|cross|try"
    r"|touch)\b[^.;:?!]{3,70}"
    r"\b(?:and|or)(?:_then)?)$"
)
WILL_BE = of(r".{0,40}?(?:\b(?:will|shall|can|would|won't)\b|'ll\b)")
CONDITION_BEFORE = of(
    rf"(?:^\s*|[,;:\"'(–—]\s*|\b(?:that|and|but|so|because|then|well|said|says)_)(?P<if>{IF})_(?P<rest>[^;]*)$"
)
CONDITION_AFTER = of(rf"^(?P<between>\s*[–—-]*[^;:.?!–—]{{0,60}}?)\b(?P<if>{IF})\b(?P<rest>.*)$")
# A time or case that has yet to come, behind what is, must or will be.
CASE_AFTER = of(
    r"^(?P<between>\s*)(?P<if>(?:only_)?(?:when|whenever|once|as_soon_as|the_moment|the_day)(?=_(?:the|a"
    r"|an|we|they|you|he|she|it|i|there"
    r"|somebody|someone|all|every)\b)"
    r"|where(?=_(?:a|an|any|there|no|it_is)\b))(?P<rest>(?!.*\b(?:was|were|had|did|went|came|\w{3,}ed)\b).*)$"
)
YET_TO_COME = of(
    r"\b(?:will|can|should|must|may|is|are|needs?|has_to|have_to|won't|can't|cannot|shall)\b|'(?:ll|re|m)\b"
)
NO_CONDITION = of(
    r"^(?:(?:if)_(?:there(?:'s|_is|_was)_(?:one|anything|a)_(?:thing|lesson)|(?:we|you|they|he|she"
    r"|i)_(?:wants?|wish(?:es)?|intend|hope)_to\b|(?:we|you|they)(?:'re|_are)_(?:to\b|serious)"
    r"|you_(?:look|ask|will|like|want|think|remember|see|listen|read|go_back|know|recall|don't_mind)"
    r"|i_(?:may|can|might|could"
    r"|recall|remember|'m_not_mistaken)|not\b|any\b|anything|ever\b|nothing_else|at_all|necessary|possible"
    r"|need_be|so\b|only\b|it_"
    r"(?:takes|means|kills|costs)))"
)
NO_IF_BEFORE = of(
    r"\b(?:even|as|what|know|knows|see|wonder|wonders|wondered|ask|asked|sure|care|cares|decide|doubt|say|matter"
    r"|clear"
    r"|tell|or|whether_or)$"
)
ASKED = of(
    r"\b(?:ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|question(?:s|ed|ing)?|unclear|not_sure"
    r"|(?:find(?:ing)?|found|figur(?:e|ing))_out|determin(?:e|es|ed|ing)|establish(?:ing)?|examin(?:e|es|ed|ing)"
    r"|investigat(?:e|es|ed|ing)|look(?:s|ed|ing)?_(?:at|into)|stud(?:y|ies|ied|ying)|check(?:s|ed|ing)?"
    r"|test(?:s|ed|ing)?"
    r"|assess(?:es|ed|ing)?|consider(?:s|ed|ing)?|explor(?:e|es|ed|ing)|discuss(?:es|ed|ing)?|learn"
    r"|the_(?:question|issue)_is"
    r"|question_of|no_(?:idea|clue|word)(?:_on)?|not_(?:\w+_)?(?:clear|known|certain)|unknown|in_doubt"
    r"|uncertain|open_question"
    r"|(?:not|to)_(?:know|say|see|tell)|unsure|pressed_on|decide|remains_to_be_seen|debat(?:e|es|ed|ing)"
    r"|\w+n't_(?:know|say|see|tell|sure))\b[^;:.?!]{0,60}\b(?:if|whether)\b(?:(?!,_(?:but|and|so)\b"
    r"|,_[^,;:?!]{0,60}\b(?:said|says|told|replied|answered|responded|insisted|called|added|cited)\b)[^;:?!]){0,80}$"
)
OWN_QUESTION = of(
    r"^\s*[,–—-]+\s*(?:(?:is|are|was|were|do|does|did|have|has|had|will|would|can|could|should|is|ai|wo|ca)n't_\w+"
    r"|(?:is|are|was|were|do|does|did|have|has|had|will|would|can|could|should)_(?:it|he|she|they"
    r"|we|you|i|there)(?:_not)?"
    r"|right|ok(?:ay)?|you_know|huh|correct|no|eh)\s*\?"
)
ASKS = of(
    r"(?:^\s*|[\"'(,;:–—]\s*|\b(?:and|so|but|or|then|well)_)(?:what|why|how|who|whom|whose|when|where|which|is"
    r"|are|was|were|do|does|did|have"
    r"|has|had|will|would|can|could|should|must|may|isn't|aren't|wasn't|don't|doesn't|didn't|won't|wouldn't|can't"
    r"|couldn't"
    r"|shouldn't|haven't|hasn't)\b"
)

BUT = of(
    r"^(?P<between>(?:[^\s,;:.?!–—]+\s+){0,10}?(?:[^\s,;:.?!–—]+)?(?:,_(?:i|you"
    r"|we)\b[^,;.?!]{2,30}(?=,))?)[\s,;:\"'–—-]*"
    r"(?P<but>\b(?:but|that_said|having_said_that|then_again|on_the_other_hand|even_so|although|though"
    r"|except|however|only_to|albeit|(?<=, )yet)\b)(?P<rest>.*)$"
)
# What is granted, before a cut and within it, and what takes it back in the next sentence.
GRANTED = of(
    r"(?:^|[,;:.\"–—]|\b(?:and|but|so|that))\s*(?:while|although|though|even_though|as_much_as|granted|admittedly"
    r"|despite_the_fact(?:_that)?)"
    r"(?:,|_(?:i|we)_(?:\w+_)?(?:think|believe|agree|know|understand|admit|acknowledge|recogni[sz]e"
    r"|appreciate|say|concede|grant"
    r"|accept)(?:_that)?|_it(?:'s|_is|_may_be)_true(?:_that)?"
    r"|_\w+){0,2}$"
)
GRANTS = of(
    r"\b(?:wonderful|great|good|excellent|remarkable|fine|impressive|brilliant|admirable|terrific|success"
    r"|heroic|amazing"
    r"|welcome|popular|clever|smart|talented|beautiful|proud|hero(?:es)?)\b|"
    r"\b(?:made|make)_(?:\w+_)?mistakes?\b|^(?:yes|sure|of_course|certainly|granted|true|look|okay|ok"
    r"|obviously|listen|now)\b|\b(?:i|we)_(?:like|love"
    r"|respect|understand|know|admit|agree|support"
    r"|appreciate|admire|get_it|accept|wish)\b|\bit(?:'s|_is|_was)_(?:\w+_)?(?:great|good|nice|fine|true"
    r"|one_thing|a_step|tempting|easy|fun|important|possible)\b"
    r"|\ba_(?:\w+_)?step\b|\bmay_be\b|\bmight_be\b|\bnot_the_(?:best|most)\b|\bi'm_not_(?:saying|a)\b|\b(?:nice"
    r"|good|great|decent|fine)_(?:\w+_)?"
    r"(?:guy|man|woman|lady|person|people|idea|thing|start|friend)\b"
)
TAKES_BACK = of(
    r"^[\s\"']*(?:but|however|yet|still|unfortunately|that_said|having_said_that|on_the_other_hand"
    r"|at_the_same_time|except|(?:he|she|it|they)_just)\b"
)
# What takes it back wholly there.
UNSAYS = of(
    r"^[\s\"']*(?:(?:but|and|yet|well|now|still)\b,?\s*)?(?:(?:i|we|he|she|they)_(?:was"
    r"|were)_(?:\w+_)?(?:wrong|mistaken|naive"
    r"|fooled)|(?:that|it|this|none_of_(?:that|it|this))(?:'s|_is|_was|_has)?(?:_\w+)?(?:_not"
    r"|n't)_(?:\w+_)?(?:true|right|the_case"
    r"|so\b|what_happened)|(?:that|it|this)(?:'s|_is|_was)_(?:\w+_){0,2}(?:lie|myth|nonsense|rubbish"
    r"|untrue|false|fiction"
    r"|baloney)\b|none_of_(?:that|it|this)_is_true|(?:wrong|nonsense|rubbish|not_true|not_any_?more"
    r"|not_so|far_from_it|well,_no)\b"
    r"|in_(?:practice|reality|truth)\b|now_(?:i|we)_know|(?:i|we)_know_better|(?:that|it)(?:'s|_has"
    r"|_is)?_(?:all_)?(?:changed|over|gone)\b"
    r"|those_days_are|no_longer\b|(?:i|we)(?:_don't|_do_not)_any_?more"
    r"|(?:i|we)(?:_no_longer|_don't|_do_not)_(?:think|believe)_(?:that|so|it)(?:_any_?more|_now)?\s*$"
    r"|(?:i|we)(?:'ve|_have)_(?:since_)?changed_(?:my|our)_minds?)"
)
# ... where it was thought once.
ONCE_THOUGHT = of(
    r"\b(?:thought|believed|said|told|assumed|expected|imagined|hoped|claimed|used_to|looked|seemed|appeared)\b"
)
WAS_WRONG = of(
    r"^[\s\"']*(?:(?:but|and|yet)\b,?\s*)?(?:that|it|this)_(?:was|is)_(?:a_)?(?:\w+_)?(?:wrong|mistake|error)\b"
    r"|^[\s\"']*(?:but_)?(?:it|they|that|he|she)_(?:turned_out|(?:was|were|did)(?:n't|_not))\b"
)
NO_BUT = of(r"^\s*(?:also|rather|even|for_the|i_mean|you_know|in|to|by|with|about|because|as|of|on)\b")

SAYS_ANY = of(r"\b(?:said|says|tells|told|argued|argues|added|claimed|claims|noted|warned|insisted)\b")
# Words for saying and thinking, and the beginnings of those that take -s, -ed and -ing.
_SAYING = (
    "say says said saying think thinks thought thinking tell tells told telling feel feels felt go goes went"
    " wrote writes write writing swear swears swore sworn heard hears"
)
_REGULAR = (
    "claim believ argu insist suggest alleg contend assert assum imply implie pretend complain declar shout yell ask"
    " stat report predict announc warn vow promis boast brag preach whisper scream hint testif explain guess figur"
    " threaten speculat whin imagin fear worr worrie hop convinc conclud charg maintain"
)
_TAKEN = "was_like were_like is_like optimistic confident worried afraid hopeful certain persuaded adamant"
_VERB = (
    rf"(?P<verb>{'|'.join((_SAYING + ' ' + _TAKEN).split())}|(?:{'|'.join(_REGULAR.split())})(?:e|es|ed|ing|s|y|d)?)"
)
SAYS = of(
    rf"\b{_VERB}"
    r"(?:_(?:me|us|you|him|her|them|people|everyone|everybody|voters|reporters|themselves|himself|herself))?"
    r"(?:_(?:last|this|the_other)_(?:night|week|month|year|day|morning)|_(?:today|yesterday))?"
    r"(?:_(?:that|how|of|about))?[,:]?\s*[\"']*\s*"
    r"(?:(?:oh|well|hey|look|listen|you_know|yeah|yes|no|that)[,!.]?\s*[\"']*\s*)*$"
)
# What the speaker only heard.
HEARD = of(
    r"\b(?:i|we)(?:'ve|_have|'m|_am|'re|_are|_was|_were|_keep|_just)?_(?:been_|just_|being_)?(?:told|hear(?:d"
    r"|ing)?|read)"
    r"(?:_(?:from|in)_(?:\w+_){1,4}?)?(?:_(?:rumou?rs|reports|people_say))?(?:_that)?$"
)
# Who else says so, behind it.
OTHERS_AFTER = of(
    r"^\s*[,–—-]+\s*[\"']*(?:(?:or_)?(?:so|as|at_least)_)?(?:(?:they|he|she|people|critics|some|opponents|my_\w+"
    r"|the_\w+|everybody"
    r"|everyone)_(?:always_|all_|like_to_|now_|would_(?:like_to_)?)?(?:say|says|said|claim|claims|claimed|think"
    r"|thinks|argue|argues|argued"
    r"|believe|believes|tell_(?:us|me|you)|put_it|puts_it)|according_to_(?!me\b|us\b|our\b|my\b)\w+)\b"
)
# ... with words between that the same somebody says.
SAYS_THAT = of(
    rf"\b{_VERB}"
    r"(?:_that(?:_[^\s,;:.?!\"]+){1,8}|,?(?:_(?:well|somehow|at_least|maybe|just|only|now|today|here|then|oh|so"
    r"|look)){1,3},?)$"
)
# What something is taken for: seen as, made out to be.
TAKEN_FOR = of(
    r"\b(?:(?:see|view|regard|portray|perceiv|paint|describ|brand|treat|characteri[sz]|interpret|depict|dismiss"
    r"|cast|spin)(?:s|n|es|e|ed|ing)?"
    r"|saw|spun)(?:_(?!as\b)[^\s,;:.?!]+){0,5}_as(?:_\w+){0,2}$"
    r"|\b(?:call|label|brand|dub|consider|deem|declare|pronounc)(?:s|es|ed|e|ing)?(?:_(?:it|this|that|them|him"
    r"|her|me|us|you))(?:_\w+)?$"
    r"|\b(?:accus(?:e|es|ed|ing)|suspect(?:s|ed|ing)?)_(?:\w+_){0,3}of(?:_\w+)?$"
    r"|\b(?:blam(?:e|es|ed|ing)|attack(?:s|ed|ing)?|criticiz(?:e|es|ed|ing)|fault(?:s|ed|ing)?)_(?:me|us"
    r"|him|her|them|you)_for$"
    r"|\b(?:they|he|she|people|critics|opponents)_(?:\w+_)?(?:see|saw|sees)$|\b(?:for|to)_(?:whom|many"
    r"|some|those_people)$|\b(?:called|labell?ed|branded|dubbed|considered|deemed)(?:_\w+)?$|\b(?:made|make"
    r"|makes)_(?:\w+_){1,3}out_to_be$"
)
ACCORDING = of(
    r"\b(?:according_to|in_the_(?:eyes?|view|words|opinion|minds?|telling|language|imagination)_of"
    r"|if_you_(?:believe|trust)"
    r"|to_hear)_(?!me\b|us\b|our\b|my\b)[^,;:]{2,60},(?:_\w+)?\s*$"
    r"|\b(?:in|to)_(?:his|her|their|your|\w+'s)_(?:eyes?|view|world|mind|minds|opinion|book|telling"
    r"|version|words|language)"
    r"\s*,(?:_\w+)?\s*$|\b(?:to|for)_(?:them|him|her|some(?:_people)?|many|critics|\w+_critics)\s*,(?:_\w+)?\s*$"
    r"|\bthe_(?:story|rumou?r|word|joke|legend|saying|theory|argument|thinking|spin|excuse|line"
    r"|official_version)_(?:goes|is|was|has_it|in_\w+_is)"
    r"\s*,?(?:_that)?$"
)
NOTION = of(
    r"\b(?:the|this|that|a|any|some|their|his|her|its|whose|\w+'s?)(?:_[\w-]+){0,2}_(?:idea|notion|suggestion"
    r"|claim|allegation|accusation|charge|rumou?r"
    r"|myth|theory|narrative|premise|lie|fantasy|fiction|pretense|assertion|insinuation|assumption|argument"
    r"|perception|belief|excuse|wisdom"
    r"|criticism|complaint|talking_point|stereotype|illusion|delusion|prejudice|impression)s?(?:_(?:out_there"
    r"|today|here|(?:of|among|on|in)(?:_[^\s,;:.?!]+){1,8}?))?"
    r"(?:_(?:is|was|goes|being|has_been))?,?_(?:that|of)(?:_\w+){0,3}$"
    r"|\bwhat_(?!i\b|we\b)(?:\w+_){1,3}(?:believes?|says?|thinks?|claims?|argues?)(?:_is"
    r"|,.{0,80}\bis)(?:_that)?(?:_\w+){0,2}$"
    r"|\b(?:their|his|her|whose|[a-z]+'s)(?:_[\w-]+)?_(?:view|position|message|point|reasoning|logic|thinking"
    r"|answer|response|line|philosophy"
    r"|attitude|mantra|slogan|opinion|explanation)_(?:is|was|has_been)(?:_that)?[,:]?(?:_\w+){0,2}$"
)
NO_SPEAKER = frozenset(
    "the a an our their his her my your no any every which it law laws constitution data history science"
    " bible report reports evidence research studies study polls poll"
    " record numbers sense facts scripture experience statute".split()
)
AUXILIARY = frozenset(
    "have had has would will do does did also always just still really often never ever can could should"
    " must may might"
    " am are were was been going want wants wanted 'd tried like keep kept firmly strongly truly"
    " honestly actually certainly"
    " continue have've both all personally already recently once even to be".split()
)
FIRST = frozenset("i we i've we've i'd we'd i'll we'll i'm we're me us myself i'".split())

JOKE = of(
    r"\b(?:jok(?:ed|ing|ingly)|(?:as|in)_(?:a|an?_\w+)_joke|kidd(?:ed|ing)|quip(?:s|ped|ping)?|sarcas(?:m|tic"
    r"|tically)|facetious(?:ly)?|tongue(?:_\w+)?_in_cheek"
    r"|tongue-in-cheek|in_jest|jest(?:ed|ing)|deadpan(?:s|ned)?|wisecrack(?:s|ed)?|with_(?:a"
    r"|an)_(?:\w+_)?(?:laugh|chuckle|(?:mischievous|sly|wicked|cheeky)_grin|wink"
    r"|smirk)|laughingly|"
    r"chuckl(?:e|es|ed|ing)|mock(?:ed|ing|ingly)?_\w+ing|mimick(?:ed|ing)|imitat(?:ed|ing)|parod(?:y|ied|ying)"
    r"|half-seriously|half-jokingly|laugh(?:ed|s|ing|ter)(?!_off)|giggl(?:ed|ing)|teas(?:ed|ing|ingly)|pok(?:ed"
    r"|ing)_fun|playful(?:ly)?|punch_?line"
    r"|humorous(?:ly)?|in_a_mocking_\w+|hyperbol(?:e|ic|ically)|needl(?:ed|ing)|ribb(?:ed|ing)|one-liner|stand-up"
    r"|ironic(?:ally)?|sardonic(?:ally)?|feign(?:ed|ing)|cheek(?:y|ily)|lampoon(?:s|ed|ing)?|winking"
    r"|grinning|(?:big|loud|some|\w+)_laughs\b"
    r"|snicker(?:ed|s|ing)?|guffaw(?:s|ed)?|roll(?:ed|ing)_(?:his|her|their)_eyes|bantering|(?:put"
    r"|putting)_on_(?:a|an|his|her)_\w+_(?:voice|accent)"
    r"|in_a_(?:fake|mock|sing-song|baby)_\w+|with_(?:heavy|biting|dripping|obvious)_(?:irony|sarcasm)"
    r"|mischievously|satir\w+|spoof\w*|impersonat\w+|in_character_as|pretend(?:ed|ing)_to_be|comedy_sketch)\b"
)
# What the sentence before a bare quotation tells of it.
JOKED = of(
    r"(?<!who )(?<!who once )\b(?:jok(?:ed|ing|es|ingly)|teas(?:ed|ing)|kidd(?:ed|ing)|quip(?:s|ped|ping)"
    r"|ribb(?:ed|ing)|sarcastically)\b"
)
# The writer's own word for it in the next sentence.
WAS_JOKING = of(
    r"\b(?:(?:was|were|be|been|appeared_to_be|seemed_to_be)_(?:\w+_)?(?:joking|kidding|sarcastic|facetious)"
    r"|as_a_joke|in_jest)\b"
)
NOT_IN_EARNEST = of(
    r"^\W*(?:[\[(](?:laugh|chuckl)|(?:i(?:'m|_am|_was|_do)_|only_|just_|that_(?:was|is)_)?(?:just_"
    r"|only_)?(?:kidding|joking|jesting|a_joke"
    r"|being_sarcastic)\b)"
)
# What the cut is told to be behind it.
FALSE_AFTER = of(
    r"^[\s\"',]*(?:that_)?(?:is|was|are|were|'s|isn't|wasn't)_(?:simply_|just_|completely_|totally_|absolutely_"
    r"|a_|an_|not_|n't_|total_|complete_|plain_)*"
    r"(?:true|false|untrue|wrong|nonsense|lie|myth|absurd|ridiculous|ludicrous|fiction|fallacy|hoax|preposterous"
    r"|laughable|outrageous)\b"
)
