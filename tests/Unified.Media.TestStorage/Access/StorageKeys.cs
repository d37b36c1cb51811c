namespace Unified.Media.TestStorage;

/// <summary>The keys of a server: long-lived tokens of roles, and opaque keys that only a gateway accepts.</summary>
internal sealed record StorageKeys(string Service, string Anon, string Secret, string Publishable);
