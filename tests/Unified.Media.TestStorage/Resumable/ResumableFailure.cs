namespace Unified.Media.TestStorage;

/// <summary>An error of the resumable routes: an HTTP status and plain text.</summary>
internal sealed class ResumableFailure(int status, string text) : Exception(text)
{
    public int Status { get; } = status;

    /// <summary>Makes an error of the protocol, which ends with a line break. Errors of Storage do not.</summary>
    public static ResumableFailure Protocol(int status, string text) => new(status, text + "\n");

    public static ResumableFailure From(StorageFailure failure) =>
        new(int.Parse(failure.StatusCode, System.Globalization.CultureInfo.InvariantCulture), failure.Message);
}
