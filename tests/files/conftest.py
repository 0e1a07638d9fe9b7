"""What the tests of files may use."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="package")
def bucket() -> Iterator[str]:
    """The address of an S3 server with an empty bucket."""
    import boto3  # type: ignore[import-untyped]
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "quay")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "side")
        boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1").create_bucket(Bucket="chinwag")
        yield endpoint
    server.stop()
