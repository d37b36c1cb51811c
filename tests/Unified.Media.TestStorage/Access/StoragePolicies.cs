using System.Collections.Immutable;

namespace Unified.Media.TestStorage;

/// <summary>The policies of a server. They can be replaced while it runs.</summary>
public sealed class StoragePolicies
{
    private ImmutableArray<StoragePolicy> _rules;

    internal StoragePolicies(IEnumerable<StoragePolicy> rules) => _rules = [.. rules];

    /// <summary>Replaces all policies.</summary>
    public void Set(params ReadOnlySpan<StoragePolicy> rules) =>
        ImmutableInterlocked.InterlockedExchange(ref _rules, ImmutableArray.Create(rules));

    internal bool Allow(StorageCaller caller, StorageCommand command, string bucket, string key)
    {
        if (caller.IsService)
        {
            return true;
        }

        foreach (var rule in _rules)
        {
            if (rule.Commands.HasFlag(command) && rule.Allows(caller, bucket, key))
            {
                return true;
            }
        }

        return false;
    }
}
