namespace Unified.Media.TestStorage;

/// <summary>The SQL commands that a policy can allow.</summary>
[Flags]
public enum StorageCommand
{
    None = 0,
    Select = 1,
    Insert = 2,
    Update = 4,
    Delete = 8,
    All = Select | Insert | Update | Delete,
}
