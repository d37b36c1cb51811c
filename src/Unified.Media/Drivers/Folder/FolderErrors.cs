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
        catch (Exception exception) when (IsFileSystems(exception))
        {
            throw Translated(exception);
        }
    }

    public static T Translate<T>(Func<T> run)
    {
        try
        {
            return run();
        }
        catch (Exception exception) when (IsFileSystems(exception))
        {
            throw Translated(exception);
        }
    }

    private static bool IsFileSystems(Exception exception) => exception is IOException or UnauthorizedAccessException;

    private static MediaProviderException Translated(Exception exception) => exception switch
    {
        PathTooLongException => new("The key is longer than the file system allows.", Provider, exception) { Code = MediaErrorCode.InvalidKey },
        UnauthorizedAccessException => new("The file system refused access to the object store's folder.", Provider, exception),

        // A rename is atomic and a failed one left nothing; an object that is there anyway is found by the janitor.
        _ => new("The file system failed.", Provider, exception) { IsTransient = true },
    };
}
