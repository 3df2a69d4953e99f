"""One line of progress, for a person who waits at a terminal."""

from django.utils.formats import number_format


class Progress:
    """Callable as a ``Tick``: writes "Membaca 35.000" over itself; silent unless on a terminal."""

    def __init__(self, stream):
        self.stream = stream
        self.shown = stream.isatty()
        self.label = ""

    def __call__(self, label, done):
        if not self.shown:
            return
        if self.label and label != self.label:
            self.stream.write("\n", ending="")
        self.label = label
        self.stream.write(f"\r{label} {grouped(done)}", ending="")
        self.stream.flush()

    def end(self):
        """Leave the line that was being written."""
        if self.shown and self.label:
            self.stream.write("\n", ending="")
        self.label = ""


def grouped(number: int) -> str:
    """A count as people read it: 83.762."""
    return number_format(number, use_l10n=True, force_grouping=True)
