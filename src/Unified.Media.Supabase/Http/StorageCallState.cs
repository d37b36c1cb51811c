namespace Unified.Media.Supabase;

/// <summary>What the tries of one call have in common.</summary>
internal sealed class StorageCallState(StorageCall call)
{
    public StorageCall Call { get; } = call;

    /// <summary>True once a try may have taken effect without our knowing.</summary>
    public bool OutcomeUnknown { get; set; }

    /// <summary>Whom the last try acted for.</summary>
    public StorageIdentity? Identity { get; set; }
}
