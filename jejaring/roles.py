"""Who may do what: the one table of roles and permissions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(models.TextChoices):
    """One thing a person may be allowed to do, always inside a territory."""

    VIEW = "view", _("membaca profil, kelompok, dan peta")
    RECORD = "record", _("mencatat")
    VIEW_NAMES = "view_names", _("melihat nama orang")
    VIEW_ANSWERS = "view_answers", _("membaca jawaban lembar kerja")
    VIEW_DEPENDENCY = "view_dependency", _("melihat hubungan ketergantungan")
    VIEW_AGREEMENT = "view_agreement", _("membaca kerja sama dan dokumennya")
    DRAFT_AGREEMENT = "draft_agreement", _("menyusun rancangan kerja sama")
    REVIEW_AGREEMENT = "review_agreement", _("memeriksa rancangan kerja sama")
    CONVENE = "convene", _("mencatat hasil musyawarah desa")
    DECIDE_AGREEMENT = "decide_agreement", _("memutuskan dan menandatangani kerja sama")
    PROMULGATE = "promulgate", _("mengundangkan peraturan")
    MANAGE_RULES = "manage_rules", _("mengatur tenggat kerja sama di kabupaten")
    VIEW_DASHBOARD = "view_dashboard", _("melihat angka wilayah")
    MANAGE_PEOPLE = "manage_people", _("mengundang dan mencabut akses")
    MANAGE_KINDS = "manage_kinds", _("mengatur jenis kelompok")


class Role(models.TextChoices):
    """What a membership makes of a person in a territory."""

    FACILITATOR = "facilitator", _("Pendamping desa")
    VILLAGE_HEAD = "village_head", _("Kepala desa")
    VILLAGE_SECRETARY = "village_secretary", _("Sekretaris desa")
    OFFICIAL = "official", _("Perangkat desa")
    BPD = "bpd", _("Anggota BPD")
    COORDINATOR = "coordinator", _("Koordinator wilayah")
    GROUP_OPERATOR = "group_operator", _("Pengelola kelompok")
    ADMINISTRATOR = "administrator", _("Administrator")


P = Permission

GRANTS: dict[str, frozenset[Permission]] = {
    # Helps and drafts, never decides.
    Role.FACILITATOR: frozenset(
        {
            P.VIEW,
            P.RECORD,
            P.VIEW_NAMES,
            P.VIEW_ANSWERS,
            P.VIEW_DEPENDENCY,
            P.VIEW_AGREEMENT,
            P.DRAFT_AGREEMENT,
        }
    ),
    # Officials decide on agreements. Names, the words of informants, how a group judges the
    # village government and who depends on whom are about them or their relatives: not theirs.
    Role.VILLAGE_HEAD: frozenset(
        {
            P.VIEW,
            P.VIEW_AGREEMENT,
            P.DRAFT_AGREEMENT,
            P.REVIEW_AGREEMENT,
            P.DECIDE_AGREEMENT,
        }
    ),
    Role.VILLAGE_SECRETARY: frozenset(
        {P.VIEW, P.VIEW_AGREEMENT, P.DRAFT_AGREEMENT, P.REVIEW_AGREEMENT, P.PROMULGATE}
    ),
    Role.OFFICIAL: frozenset({P.VIEW, P.VIEW_AGREEMENT, P.DRAFT_AGREEMENT, P.REVIEW_AGREEMENT}),
    # Convenes the village deliberation and sees everything that comes of it (UU 6/2014 art. 54).
    Role.BPD: frozenset({P.VIEW, P.VIEW_AGREEMENT, P.REVIEW_AGREEMENT, P.CONVENE}),
    # Numbers, never names: a coordinator cannot open a village's rows at all. Agreements are
    # public acts of villages: their state and documents are read, nothing is approved.
    Role.COORDINATOR: frozenset(
        {P.VIEW_DASHBOARD, P.MANAGE_PEOPLE, P.VIEW_AGREEMENT, P.MANAGE_RULES}
    ),
    # Bound to one group by the membership, see ``User.own_groups``.
    Role.GROUP_OPERATOR: frozenset({P.VIEW, P.RECORD}),
    Role.ADMINISTRATOR: frozenset({P.MANAGE_PEOPLE, P.MANAGE_KINDS, P.VIEW_DASHBOARD}),
}

# Whom a person with MANAGE_PEOPLE may invite: nobody hands out more than the role beneath.
MAY_INVITE: dict[str, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset(Role),
    Role.COORDINATOR: frozenset(
        {
            Role.FACILITATOR,
            Role.VILLAGE_HEAD,
            Role.VILLAGE_SECRETARY,
            Role.OFFICIAL,
            Role.BPD,
            Role.GROUP_OPERATOR,
        }
    ),
}

# Offices of one village: over a whole kecamatan they would open its sibling villages as well.
VILLAGE_OFFICES = frozenset(
    {
        Role.VILLAGE_HEAD,
        Role.VILLAGE_SECRETARY,
        Role.OFFICIAL,
        Role.BPD,
        Role.GROUP_OPERATOR,
    }
)


def roles_with(permission: Permission) -> list[str]:
    """The codes of the roles that carry ``permission``."""
    return sorted(role for role, granted in GRANTS.items() if permission in granted)
