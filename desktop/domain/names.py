"""Do two names sound alike, or is one short for the other?

Rules this module keeps: it only ever suggests; accents, case, hyphens and apostrophes do not count; the table of short
names is British and small on purpose, and the sound rules catch the rest.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

_CLOSE = 0.84  # one letter in six
_SHORT_NAMES = """
abigail abby gail|adam ad|alan allan allen alun|albert bert bertie|alexander alex sandy xander sasha|alexandra alex
lexi sandra sasha|alice ali|alison ali|amelia millie amy emily|andrew andy drew|angela angie|anthony tony antony|
archibald archie|arthur art|barbara barb babs|benjamin ben benji benny|bethany beth|bernard bernie|bronagh bronach|
caitlin kaitlyn katelyn|cameron cam|caroline carrie caz|catherine katherine kathryn catrin kate katie kathy cath cathy kit kitty|
charles charlie chas|charlotte charlie lottie|christina chris tina chrissie|christopher chris kit|craig|daisy|daniel dan danny|
danielle dani|david dave davy dai dafydd|deborah debbie deb debra|dominic dom|donald don|dorothy dot dolly|edward ed eddie ted teddy ned|
eleanor ellie nell nora elinor|elizabeth liz lizzie beth betty eliza elsie libby bess lisa|emily em emmy|emma em|esme esmee esmae|
eve evie eva|evelyn evie|florence flo florrie|frances fran frankie|francis frank frankie|frederick fred freddie|gabriel gabe|
gabrielle gabby|geoffrey jeffrey geoff jeff|george georgie|georgina georgie gina|gillian jill gill|grace gracie|gregory greg|
harriet hattie harri|harold harry hal|harrison harry|henry harry hal|hannah hanna|helen nell ellen|ian iain|imogen immy|isaac zac ike|
isabel isabella isobel izzy bella bel|jacob jake jack|jacqueline jackie|james jim jimmy jamie jem|jane janie jayne|janet jan|
jasmine jas yasmin|jennifer jen jenny jenna|jeremy jez jem|jessica jess jessie|joan joanie|joanna jo joanne|john jack johnny jon ieuan sean shaun shawn ian|
jonathan jon jonny|joseph joe joey|josephine jo josie|joshua josh|judith judy|julia jules julie|juliet jules|katrina kat trina|
kenneth ken kenny|kian cian keane|kimberley kim|lawrence laurence larry laurie|leah lea|lee leigh|leo leon|leonard len lenny|lewis louis lou louie|
lillian lily lil|louise lou lulu|lucy lucie lucinda|luke luca|madeleine maddie maddy|maisie mazie maisy|margaret maggie meg peggy marge mairead daisy|
maria mary marie molly mia|mark marc|martha mattie|martin marty|matilda tilly tilda mattie|matthew matt matty|maxwell max|maximilian max|
megan meg|melanie mel|melissa mel|michael mike mick mickey|michelle shell chelle|mohammed muhammad mohamed mohammad mo md|morgan mo|
natalie nat tally|natasha tasha nat|nathan nate nat|nathaniel nat nate|nicholas nick nicky nicolas|nicola nicky nic|oliver ollie|olivia liv livvy|
owen owain|pamela pam|patricia pat trish tricia patsy|patrick pat paddy|peter pete|philip phil phillip|phoebe pheebs|rachel rach rachael|
raymond ray|rebecca becky becca bex|rhys reece reese|richard rich rick ricky dick|robert rob bob bobby robbie bert|roderick rod|ronald ron ronnie|
rosemary rose rosie|ryan rian|samantha sam sammy|samuel sam sammy|sarah sara sally sadie|sebastian seb|shannon|sian shan sharn|siobhan shevaun chevonne|
sophia sophie sofia|stephanie steph|stephen steven steve|susan sue susie suzanne|tamsin tam|terence terry|theodore theo ted teddy|theresa teresa tess terry|
thomas tom tommy|timothy tim|victoria vicky tori|vincent vince vinny|walter wally|william will bill billy liam wills|yusuf yousef joseph|zachary zac zak zach|zoe zoey
"""
_GROUPS = tuple(frozenset(group.split()) for group in _SHORT_NAMES.split("|"))
_SPELLINGS = (
    (r"^(?:kn|gn|pn)", "n"),
    (r"^wr", "r"),
    (r"^(?:ch|sh|sc?h)", "x"),
    (r"^(?:mc|mac)(?=[a-z]{3})", "mk"),
    (r"ph", "f"),
    (r"th", "t"),
    (r"(?:gh|h)(?=[^aeiouy]|$)", ""),
    (r"(?:ck|qu|q|c(?![eiy])|k)", "k"),
    (r"(?:c|z|x(?=.)|ts)", "s"),
    (r"(?:dge?|j|g(?=[eiy]))", "j"),
    (r"v", "f"),
    (r"w", "u"),
)


def plain(name: str) -> str:
    """Small letters without accents or marks; words apart by one space."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(mark for mark in letters if not unicodedata.combining(mark))
    return " ".join(re.sub(r"[^\w]+", " ", kept.replace("'", "").replace("’", "")).split())


def sound(word: str) -> str:
    """A rough key of how a plain word sounds: spellings evened out, then vowels dropped after the first letter."""
    key = word
    for pattern, even in _SPELLINGS:
        key = re.sub(pattern, even, key)
    first = "a" if key[:1] in "aeiouy" else key[:1]
    rest = re.sub(r"[aeiouy]", "", key[1:])
    return re.sub(r"(.)\1+", r"\1", first + rest)


def alike(one: str, other: str) -> bool:
    """Whether any word of one name is, sounds like, is close to, or is short for a word of the other."""
    return any(_words_alike(a, b) for a in plain(one).split() for b in plain(other).split())


def _words_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if any(one in group and other in group for group in _GROUPS):
        return True
    if min(len(one), len(other)) < 3:
        return False
    if sound(one) == sound(other) and len(sound(one)) > 1:
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _CLOSE
