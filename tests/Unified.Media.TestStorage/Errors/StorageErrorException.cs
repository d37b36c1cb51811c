namespace Unified.Media.TestStorage;

/// <summary>An error response. Like the real server, most errors have the HTTP status 400, and the actual status is in the body.</summary>
internal sealed class StorageErrorException(int status, string statusCode, string error, string message, string? code) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>The actual status, which is sent in the body.</summary>
    public string StatusCode { get; } = statusCode;

    public string Error { get; } = error;

    public string? Code { get; } = code;

    /// <summary>True for an error of the web framework. Its <c>statusCode</c> is a JSON number instead of a string.</summary>
    public bool IsFrameworkError { get; init; }
}
