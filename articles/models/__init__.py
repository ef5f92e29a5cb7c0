from articles.models.alerts import Alert
from articles.models.articles import Article, Byline, Edition, Revision
from articles.models.lists import SavedList
from articles.models.publications import (
    Correction,
    EditorialEvent,
    Publication,
    PublicationAuthor,
    PublicationTopic,
)
from articles.models.sections import Section, SlugHistory, Topic

__all__ = [
    "Alert",
    "Article",
    "Byline",
    "Correction",
    "Edition",
    "EditorialEvent",
    "Publication",
    "PublicationAuthor",
    "PublicationTopic",
    "Revision",
    "SavedList",
    "Section",
    "SlugHistory",
    "Topic",
]
