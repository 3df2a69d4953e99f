"""Addresses, by subject. The name of an address is the name of its view."""

urlpatterns = []
