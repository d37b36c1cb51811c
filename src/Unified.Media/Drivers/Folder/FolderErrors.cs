namespace Unified.Media.Drivers;

/// <summary>What file systems throw, as the library says it. No path and no system text gets into a message.</summary>
internal static class FolderErrors
{
    public const string Provider = "folder";

    public static async Task<T> TranslateAsync<T>(Func<Task<T>> run)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (PathTooLongException exception)
        {
            throw new MediaProviderException(MediaErrorCode.InvalidKey, Provider, "The key is longer than the file system allows.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new MediaProviderException(Provider, "The file system refused access to the object store's folder.", exception);
        }
        catch (IOException exception)
        {
            // A rename is atomic and a failed one left nothing; an object that is there anyway is found by the janitor.
            throw new MediaProviderException(Provider, "The file system failed.", exception) { IsTransient = true };
        }
    }
}
