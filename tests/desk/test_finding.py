"""What the palette and the fields that choose by name are told."""

import pytest
from django.contrib.auth.models import Group
from django.test import TestCase
from django.urls import reverse

from accounts.roles import EDITOR, REPORTER, TRANSLATOR
from articles import editing
from articles.models import Topic
from tests.factories import (
    in_every_language,
    make_article,
    make_author,
    make_image,
    make_publication,
    make_section,
    make_topic,
    make_user,
    texts,
)

ADDRESS = "/admin/find/"


class Finding:
    @classmethod
    def setUpTestData(cls):
        cls.chief = make_user(interface_language="en")

    def setUp(self):
        self.client.force_login(self.chief)

    def find(self, query="", **parameters):
        return self.client.get(ADDRESS, {"q": query} | parameters).json()

    def found(self, query="", **parameters):
        """The results as (kind, text), in their order."""
        groups = self.find(query, **parameters)["groups"]
        return [(r["kind"], r["text"]) for group in groups for r in group["results"]]

    def only(self, query, kind, **parameters):
        [group] = self.find(query, kinds=kind, **parameters)["groups"]
        [result] = group["results"]
        return result


class WhatIsFoundTests(Finding, TestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.section = make_section(name_en="World", name_fr="Monde")
        cls.article = make_publication(
            by=cls.chief, section=cls.section, headline="Grève des aiguilleurs"
        ).article
        change = editing.TextsChange("ru", {"headline": "Забастовка диспетчеров"}, base=0)
        editing.save(cls.article.pk, by=cls.chief, texts=change)

    def test_an_article_by_its_headline_in_any_language_and_shown_in_that(self):
        for query, text, lang in [
            ("greve aig", "Grève des aiguilleurs", "fr"),
            ("забаст", "Забастовка диспетчеров", "ru"),
        ]:
            result = self.only(query, "article")

            assert result["text"] == text
            assert (result["lang"], result["dir"]) == (lang, "ltr")
            assert result["url"] == (
                reverse("admin:articles_article_change", args=[self.article.pk])
                + f"?language={lang}"
            )
            assert result["detail"] == f"#{self.article.pk} · World"

    def test_an_article_with_where_each_edition_stands(self):
        marks = self.only("greve", "article")["marks"]

        assert [mark["code"] for mark in marks] == ["en", "fr", "ar", "ru", "es", "zh"]
        assert marks[1] == {"code": "fr", "mark": "live", "label": "Français: Live"}
        assert marks[3] == {"code": "ru", "mark": "draft", "label": "Русский: Draft"}
        assert marks[0]["mark"] == "missing"

    def test_an_article_by_its_number_before_all_others(self):
        other = make_article(by=self.chief, headline=f"The {self.article.pk} richest")

        assert self.found(str(self.article.pk), kinds="article") == [
            ("article", "Grève des aiguilleurs"),
            ("article", other.text("headline", "fr")),
        ]
        assert self.found(f"#{self.article.pk}", kinds="article")[0][1] == "Grève des aiguilleurs"

    def test_an_article_by_its_address_and_it_alone(self):
        make_article(by=self.chief, headline=f"Fr, monde {self.article.pk}")
        for address in (
            f"https://news.example/fr/monde/greve-des-aiguilleurs-{self.article.pk}/",
            f"/fr/monde/{self.article.pk}/",
        ):
            assert self.found(address, kinds="article") == [("article", "Grève des aiguilleurs")]

    def test_people_and_things_by_the_beginnings_of_their_names_in_any_script(self):
        make_author(slug="leila", name_en="Leïla Benali", name_ru="Лейла Бенали")
        make_topic(name_en="Cybersecurity", name_zh_hans="网络安全")
        make_section(name_ar="الاقتصاد", name_en="Economy")

        assert self.found("leila ben") == [
            ("author", "Leïla Benali"),
            ("act", "All articles with “leila ben”"),
        ]
        assert self.found("бена", kinds="author") == [("author", "Лейла Бенали")]
        assert self.found("安全", kinds="topic") == [("topic", "网络安全")]
        assert self.found("اقتصاد", kinds="section") == [("section", "الاقتصاد")]

    def test_names_in_the_language_that_is_asked_for(self):
        author = make_author(name_en="A. Smith", name_fr="A. Smith", name_ar="سميث")

        assert self.only("smith", "author", language="fr")["lang"] == "fr"
        assert self.only("smith", "author", language="xx")["lang"] == "en"
        assert self.only("smith", "author")["url"] == f"/admin/authors/author/{author.pk}/change/"

    def test_an_image_by_caption_alternative_text_or_number(self):
        image = make_image(
            caption_fr="Le port de Brest", alt_text_en="A cable layer", credit="Gall"
        )

        result = self.only("brest", "image")
        assert (result["text"], result["lang"]) == ("Le port de Brest", "fr")
        assert result["detail"] == f"#{image.pk} · Gall"
        assert result["image"].startswith("/media/renditions/")
        assert self.only("cable lay", "image")["id"] == image.pk
        assert self.only(f"#{image.pk}", "image")["id"] == image.pk

    def test_what_one_can_do_by_its_name(self):
        assert self.found("new art", kinds="act") == [
            ("act", "New article"),
            ("act", "All articles with “new art”"),
        ]
        assert self.only_act("upload")["url"] == "/admin/images/image/add/"

    def only_act(self, query):
        return self.find(query, kinds="act")["groups"][0]["results"][0]

    def test_the_words_said_name_what_was_looked_for(self):
        assert self.find("zzz", kinds="article")["said"] == "Nothing found for “zzz”."
        assert self.find("greve", kinds="article")["said"] == "1 found."
        assert self.find("greve", kinds="article", also="2")["said"] == "3 found."
        assert self.find("greve", kinds="article", also="-1")["said"] == "1 found."

    def test_a_query_without_a_letter_finds_no_row(self):
        assert self.find("%", kinds="article,author,image")["groups"] == []

    def test_whatever_is_typed_is_no_error(self):
        for query in ["\x00", "'", "a" * 5000, "9" * 30, "#", "/", "²", "٣", " - "]:
            with self.subTest(query=query):
                assert self.client.get(ADDRESS, {"q": query}).status_code == 200

    def test_at_most_six_of_a_kind_and_twenty_where_one_is_asked_for(self):
        Topic.objects.bulk_create(
            Topic(**in_every_language(name=f"Energy {i}", slug=f"energy-{i}"), found_by="energy")
            for i in range(21)
        )

        assert sum(kind == "topic" for kind, text in self.found("energy")) == 6
        assert len(self.found("energy", kinds="topic")) == 20

    def test_the_newest_of_one_kind_where_nothing_is_typed(self):
        first, second = make_author(name_en="First"), make_author(name_en="Second")

        newest = [r["id"] for r in self.find("", kinds="author")["groups"][0]["results"]]

        assert newest[:2] == [second.pk, first.pk]


class WhoFindsWhatTests(Finding, TestCase):
    def test_nobody_without_signing_in(self):
        self.client.logout()

        assert self.client.get(ADDRESS, {"q": "a"}).status_code == 302

    def test_readers_accounts_are_refused(self):
        self.client.force_login(make_user(role=None, is_staff=False))

        assert self.client.get(ADDRESS, {"q": "a"}).status_code == 302

    def test_an_account_without_a_role_finds_nothing_of_the_newsroom(self):
        make_publication(
            by=self.chief, headline="Article", authors=[make_author(name_fr="Article")]
        )
        make_image(caption_fr="Article")
        self.client.force_login(make_user(role=None, interface_language="en"))

        assert self.found("article") == []
        assert {kind for kind, text in self.found("")} == {"act"}

    def test_acts_are_those_that_are_open_to_the_person(self):
        making = {"New article", "New alert", "Upload images", "New topic", "New author"}
        by_role = {
            REPORTER: {"New article", "New alert", "Upload images", "New topic"},
            TRANSLATOR: set(),
            EDITOR: making,
        }
        for role, allowed in by_role.items():
            with self.subTest(role=role):
                self.client.force_login(make_user(role, interface_language="en"))
                acts = {text for kind, text in self.found("", kinds="act")}

                assert acts & (making | {"New section", "Accounts"}) == allowed
                assert {"Home", "Articles", "Your account", "Log out…"} <= acts


class NumberOfQueriesTests(Finding, TestCase):
    def test_does_not_depend_on_what_is_found(self):
        Group.objects.get_or_create(name=REPORTER)
        for _number in range(3):
            article = make_article(
                by=self.chief,
                headline="Energy",
                authors=[make_author(name_en="Energy", slug=f"energy-{_number}")],
            )
            for language in ("en", "ar"):
                change = editing.TextsChange(language, texts(language, headline="Energy"), base=0)
                editing.save(article.pk, by=self.chief, texts=change)
            make_topic(name_en="Energy")
            make_section(name_en="Energy")
            make_image(caption_en="Energy")
            if _number in (0, 2):
                # session, account, roles; by its words and then by id each: articles (and their
                # sections, editions, publications), authors, sections, topics, images (and their
                # renditions)
                with self.subTest(number=_number), self.assertNumQueries(17):
                    found = self.found("energy")
                assert len(found) == 5 * (_number + 1) + 1


@pytest.mark.django_db
def test_what_is_renamed_is_found_by_its_new_name(client):
    author = make_author(name_en="Anna Old", name_fr="Anna Vieille")
    one, other = type(author).objects.get(pk=author.pk), type(author).objects.get(pk=author.pk)
    one.name_en = "Anna New"
    one.save()
    other.name_fr = "Anna Neuve"
    other.save()

    def finds(query):
        return type(author).objects.filter(found_by__finds=query).exists()

    assert (finds("new"), finds("neuve")) == (True, True)
    assert (finds("old"), finds("vieille")) == (False, False)
