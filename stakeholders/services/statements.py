"""What two parties say about each other, now and before, as far as somebody may read it."""

from dataclasses import dataclass, field

from django.db.models import Q

from stakeholders.models import ImportBatch, Stakeholder, StepAnswer, Tie, TieWords
from stakeholders.questions import STEPS


@dataclass(frozen=True)
class Statement:
    """One statement; its ``words``, the ``answer`` behind it and the file (``batch``) it came
    with only where they may be read."""

    tie: Tie
    speaker: Stakeholder | None
    subject: Stakeholder | None
    words: TieWords | None = None
    answer: StepAnswer | None = None
    batch: ImportBatch | None = None

    @property
    def question(self) -> str:
        """What was asked, if the words answer one of the questions of the worksheet."""
        asked = self.words and self.words.step
        return STEPS[asked].title if asked is not None else ""


@dataclass(frozen=True)
class Pair:
    """Two parties (None for one the viewer may not know) and what is and was said of them.

    ``current`` and ``past``: the newest first. ``unheard``: the parties of a relation between
    groups who were not asked about it, or did not answer.
    """

    parties: tuple[Stakeholder | None, Stakeholder | None]
    current: list[Statement] = field(default_factory=list)
    past: list[Statement] = field(default_factory=list)
    unheard: list[Stakeholder] = field(default_factory=list)

    @property
    def disputed(self) -> bool:
        """Whether the two sides say different things now."""
        said = {(each.tie.kind, each.tie.stance) for each in self.current}
        return self.kind != Tie.Kind.MEMBERSHIP and len(said) > 1

    @property
    def kind(self) -> str:
        """The kind of the newest statement."""
        return (self.current or self.past)[0].tie.kind


def read_pair(tie, user) -> Pair | None:
    """Everything said between the two parties of ``tie`` in its village; None if one is a secret.

    Memberships are one subject, what two parties say of their relation another. Five queries.
    """
    known = Stakeholder.objects.visible_to(user).in_bulk([tie.source_id, tie.target_id])
    parties = known.get(tie.source_id), known.get(tie.target_id)
    if _hides_a_secret(tie, known):
        return None
    statements = [
        Statement(
            tie=row,
            speaker=known.get(row.source_id),
            subject=known.get(row.target_id),
            words=getattr(row, "readable_words", None),
            answer=getattr(row, "readable_answer", None),
            batch=getattr(row, "readable_batch", None),
        )
        for row in _with_words(_between(tie, user), user)
    ]
    current = [each for each in statements if each.tie.closed_at is None]
    return Pair(
        parties=parties,
        current=current,
        past=[each for each in statements if each.tie.closed_at],
        unheard=_unheard(tie, parties, current),
    )


def _hides_a_secret(tie, known):
    """Whether an end is known through a dependency only, and not to this viewer."""
    unknown = {tie.source_id, tie.target_id} - known.keys()
    return bool(unknown) and Stakeholder.objects.filter(pk__in=unknown, restricted=True).exists()


def _between(tie, user):
    """The statements of both sides about the same subject as ``tie``, the newest first."""
    ends = Q(source=tie.source_id, target=tie.target_id) | Q(
        source=tie.target_id, target=tie.source_id
    )
    subject = Q(kind=Tie.Kind.MEMBERSHIP)
    return list(
        Tie.objects.visible_to(user)
        .filter(ends, subject if tie.kind == Tie.Kind.MEMBERSHIP else ~subject, village=tie.village)
        .select_related("recorded_by", "closed_by")
        .order_by("-recorded_at", "-pk")
    )


def _with_words(ties, user):
    """The ties with their words and the worksheet answers behind them, where they may be read."""
    words = TieWords.objects.visible_to(user).in_bulk([tie.pk for tie in ties])
    answers = (
        StepAnswer.objects.visible_to(user)
        .select_related("worksheet__group")
        .in_bulk([tie.answer_id for tie in ties if tie.answer_id])
    )
    brought = [tie.batch_id for tie in ties if tie.batch_id]
    batches = ImportBatch.objects.visible_to(user).in_bulk(brought) if brought else {}
    for tie in ties:
        tie.readable_batch = batches.get(tie.batch_id)
        tie.readable_words = words.get(tie.pk)
        tie.readable_answer = answers.get(tie.answer_id)
    return ties


def _unheard(tie, parties, current):
    if tie.kind in (Tie.Kind.MEMBERSHIP, Tie.Kind.GOVERNMENT):
        return []
    spoke = {each.tie.source_id for each in current}
    return [party for party in parties if party and party.is_group and party.pk not in spoke]
