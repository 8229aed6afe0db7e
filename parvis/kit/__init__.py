"""The tool shed: what every area needs and no area owns.

Five words: refusal (a no with a way out), door (who may knock), page (rendered once),
freshness (what changed), moment (days and hours as people say them).
"""
