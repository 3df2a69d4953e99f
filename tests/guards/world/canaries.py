"""The villages of the walk, and the word that stands in each protected field of theirs."""

VILLAGES = {
    "own": ("A", "33.08.06.2012", "Sengi"),
    "sibling": ("B", "33.08.06.2001", "Ngargomulyo"),
    "other": ("C", "34.01.01.2001", "Jangkaran"),
}
NEAR = ("own", "sibling")

# What stands on the map, and what only some may read.
PROFILE = {"group", "hamlet", "second", "office", "institution", "meeting", "agreed", "view"}
NAMES = {"person", "basis"}
ANSWERS = {
    "source",
    "informant",
    "place",
    "activity",
    "held",
    "words",
    "judged",
    "rolereason",
    "marknote",
    "changed",
    "imported",
    "issue",
    "question",
    "stood",
    "pinned",
}
DEPENDENCY = {
    "patron",
    "patronname",
    "toclient",
    "topatron",
    "effect",
    "contribution",
    "agreedstep",
    "stepwho",
    "stepnote",
    "twin",
    "teamview",
}
# Approach plans: whom one means to meet, with whom to unite, what was promised.
APPROACH = {"purpose", "cooptitle", "coopneed", "cooppartner", "allianceissue"}
APPROACH |= {"coalition", "coalitionaim", "coalitionrole", "task", "taskwho"}
# Agreements are public acts of their villages; who signed stands on the paper.
AGREEMENT = {
    "agreement",
    "answers",
    "disputed",
    "draft",
    "estimate",
    "learnt",
    "paper",
    "partner",
    "revenue",
    "scan",
}
AGREEMENT |= {"comment", "suggested", "replied"}
AGREEMENT |= {"gathered", "decided", "issued", "body", "decree", "review", "letter"}
# What stands at the head of papers, for whoever drafts; and the shapes a kabupaten gives them.
HEAD = {"letterhead"}
RULES = {"template"}
# What was said and promised in a meeting is for those who keep its record.
RECORD = {"spoken", "promised", "filed"}
# What a village has, what outside parties bring, and what it said to proposed matches.
MATCHING = {"resource", "holder", "quality", "strength", "weakness", "offered", "nomatch"}
PEOPLE = {"invitee"}
# What a coordinator noted beside a question that the numbers raised.
ASKED = {"askednote"}
# Who signed is read by whoever answers for the name.
SIGNED = {"signed"}
# What came through a link is shown while a draft is being reviewed.
THROUGH_LINK = {"throughlink"}
# What somebody keeps for themselves alone: nobody of the walk reads it.
OWN = {"ownview"}
FIELDS = PROFILE | NAMES | ANSWERS | DEPENDENCY | APPROACH | AGREEMENT | MATCHING
FIELDS |= HEAD | RULES | RECORD | PEOPLE | ASKED | SIGNED | THROUGH_LINK | OWN


def canary(name: str, scope: str) -> str:
    """The word that stands for a field of a village."""
    assert name in FIELDS
    return f"zq{name}{VILLAGES[scope][0]}"
