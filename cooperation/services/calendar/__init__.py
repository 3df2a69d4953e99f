"""What is due when: dated duties gathered from everything that knows a date.

A subject takes part by one function ``(reader, today) -> Duty or Unset, …`` in a module of its
own, and one line in ``gathering.SOURCES``. It reads rows through ``visible_to(reader)``, so that
page, feed and e-mail tell a person nothing that they may not open.
"""
