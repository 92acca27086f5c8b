/** A certificate that nobody vouches for, and its key, which guards nothing: made for this test. */
export const selfSigned = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBfzCCASWgAwIBAgIUFr7WOE5QTqN7dAvFlnSxgRbH+9gwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTA1MjcwNloYDzIxMjYxMDI4
MDUyNzA2WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARiowsgqxCkeaFZkeFXonw2jovsj5DaUJiaf8QHlpORx9WtGqmXgnAR
1tY58/PyEQy9yDXtyr+uHzqdrv4VKA1qo1MwUTAdBgNVHQ4EFgQULAm33TXdxCZb
ZPGc5w3LfiUBsSUwHwYDVR0jBBgwFoAULAm33TXdxCZbZPGc5w3LfiUBsSUwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBumP5Zz5EqDnT4lpvAk8A+
hJMPsgqZNL5BfeLxpF4wmgIhAOaqbUVUDKE/ajFp04L7jO9HJVRcbSGljau/wqXx
uDGp
-----END CERTIFICATE-----
`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgzMwJy58w4M6jl6Qh
SHRU9dJxv1li/61buEiVsBQyYxyhRANCAARiowsgqxCkeaFZkeFXonw2jovsj5Da
UJiaf8QHlpORx9WtGqmXgnAR1tY58/PyEQy9yDXtyr+uHzqdrv4VKA1q
-----END PRIVATE KEY-----
`,
};
