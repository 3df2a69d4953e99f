"""Messages are found in the source exactly as Django looks them up when it runs."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import Context, Engine
from django.utils import translation

from jejaring.management.messages import (
    Message,
    NotAMessage,
    messages_of,
    python_messages,
    template_messages,
)

TEMPLATE = """
{% load i18n %}
{% translate "Simpan dan lanjut" %} {% trans 'Ia berkata "ya"' %}
{% translate "Mei" context "bulan" %} {% translate "50% desa" as share %}{{ share }}
{% translate "kecil"|upper %} {% translate "dahulu" noop %}
{{ _("Cari") }} {{ nothing|default:_("belum ada, atau 0%") }}
{% with label=_("Tambah kelompok") %}{{ label }}{% endwith %}
{% if village == _("Sengi") %}{% endif %}
{% blocktranslate %}Tiga
temuan {{ village }}{% endblocktranslate %}
{% blocktranslate trimmed with name=village %}
    Kelompok di {{ name }}
    belum lengkap: 10% saja.
{% endblocktranslate %}
{% blocktranslate count n=groups trimmed %}
    {{ n }} kelompok
{% plural %}
    {{ n }} kelompok-kelompok
{% endblocktranslate %}
{% blocktranslate count n=groups context "lembar" trimmed asvar later %}
    {{ n }} langkah
{% plural %}
    {{ n }} langkah-langkah
{% endblocktranslate %}{{ later }}
{% blocktranslate context "tombol" %}Tutup{% endblocktranslate %}
{# {% translate "tidak dipakai" %} #}
{% comment %}{% translate "juga tidak" %}{% endcomment %}
"""

PYTHON = '''
from django.utils import translation
from django.utils.translation import gettext as _, gettext_lazy, ngettext as plural
from django.utils.translation import npgettext_lazy, pgettext
from elsewhere import gettext as other

_("Simpan " "dan lanjut")
gettext_lazy("""Dua
baris""")
plural("%(n)s desa", "%(n)s desa-desa", 3)
pgettext("bulan", "Mei")
npgettext_lazy("lembar", "satu", "banyak", "n")
translation.gettext("Lewat modul")
_(variable)
other("bukan pesan")
'''


@pytest.fixture
def looked_up(monkeypatch):
    """What the engine asks the catalogue for while something is rendered."""
    found = set()

    def note(*names):
        def look_up(*values):
            found.add(Message(**dict(zip(names, values, strict=False))))
            return values[names.index("message")]

        return look_up

    for name, arguments in {
        "gettext": ("message",),
        "ngettext": ("message", "plural"),
        "pgettext": ("context", "message"),
        "npgettext": ("context", "message", "plural"),
    }.items():
        monkeypatch.setattr(translation._trans, name, note(*arguments), raising=False)
    return found


def test_a_template_gives_what_rendering_it_asks_for(looked_up):
    engine = Engine(libraries={"i18n": "django.templatetags.i18n"})
    template = engine.from_string(TEMPLATE)
    template.render(Context({"village": "Sengi", "groups": 2, "nothing": ""}))
    # What is marked for later is looked up where it is used.
    assert set(template_messages(TEMPLATE)) == looked_up | {Message("dahulu")}
    assert len(looked_up) > 12


def test_trimmed_and_plural_messages_are_joined():
    assert Message("%(n)s kelompok", plural="%(n)s kelompok-kelompok") in set(
        template_messages(TEMPLATE)
    )


def test_python_gives_its_messages_under_any_local_name():
    assert list(python_messages(PYTHON)) == [
        Message("Simpan dan lanjut"),
        Message("Dua\nbaris"),
        Message("%(n)s desa", plural="%(n)s desa-desa"),
        Message("Mei", context="bulan"),
        Message("satu", plural="banyak", context="lembar"),
        Message("Lewat modul"),
    ]


@pytest.mark.parametrize(
    "call", ['_(f"{n} desa")', '_("%s desa" % n)', '_("{} desa".format(n))', '_("a" + b)']
)
def test_a_message_put_together_inside_the_call_is_refused_with_its_place(call):
    source = f"from django.utils.translation import gettext as _\n\n{call}\n"
    with pytest.raises(NotAMessage, match=r"views\.py:3"):
        list(python_messages(source, "views.py"))


def test_a_project_is_searched_with_the_words_its_migrations_write_into_rows(tmp_path):
    files = SimpleNamespace(
        view="from django.utils.translation import gettext as _\n_('Desa')\n",
        page="{% load i18n %}{% translate 'Desa' %}",
    )
    for name, text in {
        "app/views.py": files.view,
        "app/migrations/0001_first.py": "field = {'verbose_name': 'Salinan'}\n",
        "app/migrations/0002_rows.py": files.view.replace("Desa", "Kelompok tani"),
        "app/templates/app/page.html": files.page,
        "app/notes.txt": files.page.replace("Desa", "Catatan"),
        "templates/mail.txt": files.page.replace("Desa", "Surat"),
    }.items():
        path = Path(tmp_path, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert messages_of(tmp_path, ("app",)) == {
        Message("Surat"): ["templates/mail.txt"],
        Message("Kelompok tani"): ["app/migrations/0002_rows.py"],
        Message("Desa"): ["app/views.py", "app/templates/app/page.html"],
    }
