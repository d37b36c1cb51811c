namespace Unified.Media.TestStorage;

/// <summary>An error of the real server: the HTTP status is mostly 400, and the body has the actual status.</summary>
internal sealed class StorageFailure(int status, string statusCode, string error, string message, string? code) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>The status in the body.</summary>
    public string StatusCode { get; } = statusCode;

    public string Error { get; } = error;

    public string? Code { get; } = code;

    /// <summary>True for an error of the web framework below the routes, which has a numeric <c>statusCode</c>.</summary>
    public bool IsFrameworkError { get; init; }
}
