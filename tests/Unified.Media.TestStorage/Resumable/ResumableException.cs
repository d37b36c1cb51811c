namespace Unified.Media.TestStorage;

/// <summary>An error of the resumable routes, which is sent as an HTTP status and plain text.</summary>
internal sealed class ResumableException(int status, string text) : Exception(text)
{
    public int Status { get; } = status;

    /// <summary>Creates an error of the tus protocol. Like on the real server, its text ends with a line break.</summary>
    public static ResumableException Protocol(int status, string text) => new(status, text + "\n");

    public static ResumableException From(StorageErrorException failure) =>
        new(int.Parse(failure.StatusCode, System.Globalization.CultureInfo.InvariantCulture), failure.Message);
}
