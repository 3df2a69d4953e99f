"""What villages of a random district do together, and what a decree does to them."""

from django.db import transaction

from cooperation.lifecycle import State
from cooperation.models import Agreement, Dispute, FollowUp, JointBody, Meeting, MeetingVillage
from cooperation.services.agreements import Deed, perform
from cooperation.services.bodies import change_body, found_body
from cooperation.services.disputes import open_dispute, settle_dispute
from cooperation.services.meetings import add_part, arrange_meeting, keep, seen_of
from tests.cooperation.makers import between_villages, lead_to
from tests.cooperation.meetings import count
from tests.cooperation.services.test_appraisals import reviewed
from tests.villages.tallies.makers import CODES, Makers
from villages.models import Region
from villages.services.regions import import_regions


class CooperationActs(Makers):
    """Acts of villages; each may be refused."""

    # --- Cooperation ----------------------------------------------------------------------------

    def agree(self):
        """Two desa, led some way."""
        people = self.casts[0].people if self.casts else None
        with transaction.atomic():
            cast = between_villages(people)
        self.casts.append(cast)
        lead_to(cast, self.random.choice((State.PREPARING, State.DRAFTING, State.RUNNING)))

    def review(self):
        running = set(Agreement.objects.filter(state=State.RUNNING).values_list("pk", flat=True))
        if there := [cast for cast in self.casts if cast.agreement.pk in running]:
            cast = self.random.choice(there)
            cast.agreement.refresh_from_db()
            reviewed(cast, self.random.choice((-5, 0, 5)), on=self.today())

    def end(self):
        running = set(Agreement.objects.filter(state=State.RUNNING).values_list("pk", flat=True))
        if there := [cast for cast in self.casts if cast.agreement.pk in running]:
            cast = self.random.choice(there)
            cast.agreement.refresh_from_db()
            perform(
                agreement=cast.agreement,
                deed=Deed("end", None, {"reason": "other", "on": str(self.today())}),
                seen=cast.agreement.events_count,
                by=cast.people["head-sengi"],
            )

    def dispute(self):
        if not self.casts:
            return
        cast = self.random.choice(self.casts)
        cast.agreement.refresh_from_db()
        open_dispute(
            agreement=cast.agreement,
            parties=cast.parties,
            subject="Air",
            opened_on=self.today(),
            seen=cast.agreement.events_count,
            by=cast.people["head-sengi"],
        )

    def settle(self):
        dispute = self.one(Dispute.objects.filter(settled_on=None))
        if dispute:
            settle_dispute(
                dispute=dispute,
                way="musyawarah",
                settled_on=self.today(),
                minutes="1",
                settlement="Damai.",
                seen=dispute.agreement.events_count,
                by=self.casts[0].people["head-sengi"],
            )

    def meet(self):
        villages = [self.village(), self.village()]
        arrange_meeting(
            villages=villages,
            by=self.by,
            kind=self.random.choice(("musdes", "mad", "talk")),
            title="Air",
            held_on=self.day(),
        )

    def change_meeting(self):
        if meeting := self.one(Meeting.objects.all()):
            values = {"held_on": self.day()}
            base = seen_of(meeting, values).digest
            keep(row=meeting, values=values, base=base, by=self.by, verb="changed_meeting")

    def count_who_came(self):
        if meeting := self.one(Meeting.objects.all()):
            men, women = self.random.randint(0, 4), self.random.choice((0, 0, 1, 2, 3))
            count(meeting, self.by, {"farmers": [men, women]})

    def change_host(self):
        """No page does."""
        if meeting := self.one(Meeting.objects.all()):
            with transaction.atomic():
                meeting.villages.update(is_host=False)
                guest = self.one(meeting.villages.all())
                MeetingVillage.objects.filter(pk=guest.pk).update(is_host=True)

    def forget_meeting(self):
        if meeting := self.one(Meeting.objects.filter(agreement=None)):
            meeting.delete()

    def promise(self):
        if meeting := self.one(Meeting.objects.all()):
            due = self.random.choice((None, self.day()))
            values = {"text": "Undangan", "who": "Sekretaris", "due_on": due}
            add_part(model=FollowUp, meeting=meeting, pk=None, values=values, by=self.by, verb="x")

    def fulfil(self):
        if row := self.one(FollowUp.objects.all()):
            values = {"done_on": None if row.done_on else self.day()}
            base = seen_of(row, values).digest
            keep(row=row, values=values, base=base, by=self.by, verb="x")

    def found(self):
        villages = list({self.random.choice(CODES[:5]) for _ in range(3)})
        villages = list(Region.objects.filter(pk__in=villages).order_by("pk"))
        found_body(kind="bkad", name="BKAD", villages=villages, by=self.by)

    def change_body(self):
        if body := self.one(JointBody.objects.at_work()):
            chosen = self.random.sample(CODES[:5], 2)
            villages = list(Region.objects.filter(pk__in=chosen).order_by("pk"))
            over = self.today() if self.random.random() < 0.3 else None
            change_body(
                body=body, seen=body.version, villages=villages, by=self.by, dissolved_on=over
            )

    # --- The official list ------------------------------------------------------------------------

    def decree(self):
        """A desa leaves the list, or comes back."""
        names = dict(Region.objects.in_force().values_list("code", "name"))
        code = CODES[2]
        if code in names:
            del names[code]
        else:
            names[code] = "Krinjing"
        import_regions(dict(sorted(names.items())), on=self.today())
