import pytest
from django.utils import translation

from tests.factories import make_user


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "header", "language"),
    [
        ("/zh-hans/", "fr", "zh-Hans"),
        ("/healthz", "fr-CH, en;q=0.1", "fr"),
        ("/accounts/login/", "ar", "ar"),
    ],
)
def test_request_speaks_the_language_of_its_path_or_of_the_browser(
    client, address, header, language
):
    response = client.get(address, headers={"accept-language": header})

    assert response.headers["Content-Language"] == language


@pytest.mark.django_db
def test_desk_speaks_the_language_of_the_account(client):
    client.force_login(make_user(interface_language="ru", is_superuser=True))

    response = client.get("/admin/", headers={"accept-language": "fr"})

    assert response.headers["Content-Language"] == "ru"


@pytest.mark.django_db
@pytest.mark.parametrize("chosen", ["", "tlh"])
def test_desk_follows_the_browser_where_the_account_chose_nothing_that_we_have(client, chosen):
    client.force_login(make_user(interface_language=chosen, is_superuser=True))

    response = client.get("/admin/", headers={"accept-language": "fr"})

    assert response.headers["Content-Language"] == "fr"


@pytest.mark.django_db
def test_language_of_a_request_does_not_outlive_it(client):
    with translation.override("es"):
        for address in ("/ar/", "/ar/nothing/", "/nothing/"):
            client.get(address, headers={"accept-language": "ru"})

            assert translation.get_language() == "es"
