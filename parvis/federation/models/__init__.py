"""The nouns of federation."""

from parvis.federation.models.imported import Imported
from parvis.federation.models.secret_feed import SecretFeed
from parvis.federation.models.source import Reading, Source

__all__ = ["Imported", "Reading", "SecretFeed", "Source"]
