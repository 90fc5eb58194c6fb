"""Escalation: how tense, by what, how sure?"""

import streamlit as st

from monitor.analysis import escalation, track_record
from monitor.ui import drawer, escalation_views, filters, frame, readings

view = frame.frame()
names = tuple(escalation_views.PARTS)
for name, options in (("part", names), ("profile", escalation.PROFILES), ("baseline", track_record.BASELINES)):
    filters.note_unknown(name, options)
frame.header(view, "How tense, by what, and how sure?")
reading = readings.reading(view, readings.controls(view))
escalation_views.main(view, reading)
part = st.segmented_control("Look closer", names, default=names[0], required=True, key="part", bind=filters.BOUND)
escalation_views.PARTS[part](view, reading)
frame.footer(view)
drawer.show(view)
