"""Ways of using a page: with a finger, with the keys of a keyboard alone, and without script.

Each has the same four movements, so that one walk can be walked in all three ways.
"""

from playwright.sync_api import expect

MOST_STOPS = 150
PHONE = {"width": 360, "height": 740}


class Finger:
    """A thumb on the glass of a phone."""

    options = {"viewport": PHONE, "has_touch": True, "is_mobile": True}

    def __init__(self, page):
        self.page = page

    def press(self, target):
        """Use a link, a button, or the heading of what unfolds."""
        target.tap()

    def mark(self, target):
        """Choose among what can be ticked."""
        target.tap()
        expect(target).to_be_checked()

    def write(self, target, words):
        """Put words into a field, in place of what stood there."""
        target.fill(words)

    def pick(self, target, label):
        """Choose from a list."""
        target.select_option(label=label)


class FingerWithoutScript(Finger):
    """The same on a phone that runs no script."""

    options = {**Finger.options, "java_script_enabled": False}


class Keys:
    """Tab, Enter, Space, arrows and letters; nothing is clicked, and no field is jumped to."""

    options = {"viewport": PHONE}

    def __init__(self, page):
        self.page = page

    def press(self, target):
        self._reach(target)
        self.page.keyboard.press("Enter")

    def mark(self, target):
        if target.get_attribute("type") == "radio":
            self._reach_in_group(target)
        else:
            self._reach(target)
        if not target.is_checked():
            self.page.keyboard.press("Space")
        expect(target).to_be_checked()

    def write(self, target, words):
        self._reach(target)
        if target.get_attribute("type") == "date":
            self.page.keyboard.type(_typed_date(words))
        else:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.insert_text(words)

    def pick(self, target, label):
        self._reach(target)
        self.page.keyboard.type(label)
        expect(target.locator("option:checked")).to_have_text(label)

    def _reach(self, target):
        """Go from stop to stop until the focus is there, and see that it shows where it is."""
        expect(target).to_be_visible()
        for _stop in range(MOST_STOPS):
            if target.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way by Tab to {target}")

    def _reach_in_group(self, radio):
        """A group of radios is one stop; within it arrows go from one to the next."""
        expect(radio).to_be_visible()
        name = radio.get_attribute("name")
        for _stop in range(MOST_STOPS):
            if self.page.evaluate("document.activeElement.name") == name:
                break
            self.page.keyboard.press("Tab")
        for _stop in range(MOST_STOPS):
            if radio.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no way by arrows to {radio}")


def _typed_date(iso):
    """The keys for a date whose day is its month: the order depends on the machine's language."""
    year, month, day = iso.split("-")
    if day != month:
        raise ValueError(f"{iso} is typed in another order on another machine")
    return f"{day}{month}{year}"


class Walk:
    """What one person does on one page, said in the words of the screen."""

    def __init__(self, page, hand):
        self.page, self.hand = page, hand

    def press(self, words, kind="link", within=None):
        self.hand.press((within or self.page).get_by_role(kind, name=words).first)

    def push(self, words):
        self.press(words, "button")

    def unfold(self, words):
        self.hand.press(self.page.locator("summary", has_text=words).first)

    def mark(self, words, within=None):
        self.hand.mark((within or self.page).get_by_label(words).first)

    def write(self, label, words, within=None):
        self.hand.write((within or self.page).get_by_label(label).first, words)

    def pick(self, label, choice):
        self.hand.pick(self.page.get_by_label(label).first, choice)

    def reads(self, *words):
        for each in words:
            expect(self.page.get_by_text(each).first).to_be_visible()
