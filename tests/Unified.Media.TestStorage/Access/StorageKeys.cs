namespace Unified.Media.TestStorage;

/// <summary>The API keys of a server: a long-lived JWT per role, and opaque keys that only the gateway accepts.</summary>
internal sealed record StorageKeys(string Service, string Anon, string Secret, string Publishable);
