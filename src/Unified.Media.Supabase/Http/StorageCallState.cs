namespace Unified.Media.Supabase;

/// <summary>The state that the tries of one call share.</summary>
internal sealed class StorageCallState(StorageCall call)
{
    public StorageCall Call { get; } = call;

    /// <summary>True once a try may have taken effect without our knowing.</summary>
    public bool OutcomeUnknown { get; set; }

    /// <summary>The identity that the last try acted for.</summary>
    public StorageIdentity? Identity { get; set; }
}
