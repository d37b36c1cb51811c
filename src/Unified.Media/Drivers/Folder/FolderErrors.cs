namespace Unified.Media.Drivers;

/// <summary>Translates file system exceptions. Messages contain neither paths nor system text.</summary>
internal static class FolderErrors
{
    public const string Provider = "folder";

    public static async Task<T> TranslateAsync<T>(Func<Task<T>> operation)
    {
        try
        {
            return await operation().ConfigureAwait(false);
        }
        catch (Exception exception) when (IsFileSystemError(exception))
        {
            throw ToProviderException(exception);
        }
    }

    public static T Translate<T>(Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (Exception exception) when (IsFileSystemError(exception))
        {
            throw ToProviderException(exception);
        }
    }

    private static bool IsFileSystemError(Exception exception) => exception is IOException or UnauthorizedAccessException;

    private static MediaProviderException ToProviderException(Exception exception) => exception switch
    {
        PathTooLongException => new("The key is longer than the file system allows.", Provider, exception) { Code = MediaErrorCode.InvalidKey },
        UnauthorizedAccessException => new("The file system denied access to the folder of the object store.", Provider, exception),

        // A rename is atomic, so the outcome counts as known: not stored. If an object exists nevertheless, the janitor deletes it.
        _ => new("The file system reported an error.", Provider, exception) { IsTransient = true },
    };
}
