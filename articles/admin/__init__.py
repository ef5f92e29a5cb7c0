from articles.admin.alerts import AlertAdmin, CorrectionAdmin
from articles.admin.articles import ArticleAdmin
from articles.admin.people import PersonAdmin
from articles.admin.sections import SectionAdmin, TopicAdmin

__all__ = [
    "AlertAdmin",
    "ArticleAdmin",
    "CorrectionAdmin",
    "PersonAdmin",
    "SectionAdmin",
    "TopicAdmin",
]
