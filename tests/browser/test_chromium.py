"""The browser itself, before anything is asked of our pages."""


def test_it_shows_a_page_of_this_machine(page):
    answer = page.goto("/")
    assert answer.status < 500


def test_it_reaches_nothing_else(page):
    with page.expect_event("requestfailed") as failed:
        page.set_content('<img src="http://example.org/x.png">')
    assert "ERR_NAME_NOT_RESOLVED" in failed.value.failure
