"""The example of settings names what the settings read, no more and no less."""

import re

from jejaring.bootstrap import ROOT

READ = re.compile(r"""(?:env(?:\.\w+)?\(|os\.environ\.get\()\s*"(\w+)""")
# Set by `python3 -m jejaring` for the message that the app is ready.
OF_THE_STARTER = {"JEJARING_ADDRESS"}


def test_the_example_names_every_setting_that_is_read():
    sources = ("jejaring/settings.py", "jejaring/serving.py")
    read = {name for source in sources for name in READ.findall((ROOT / source).read_text("utf-8"))}
    shown = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.M))
    assert shown == read - OF_THE_STARTER
    assert len(read) > 10
