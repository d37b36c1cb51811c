namespace Unified.Media.TestStorage;

public sealed class StorageServer
{
}
