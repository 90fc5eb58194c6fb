"""Inbox: what is new, and is it true?"""

from monitor.ui import frame, inbox

view = frame.frame()
frame.header(view, "What is new, and is it true?")
inbox.show(view)
