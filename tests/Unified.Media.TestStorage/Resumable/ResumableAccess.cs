namespace Unified.Media.TestStorage;

/// <summary>Authorizes resumable uploads by an access token and the policies, or by the token of a signed upload.</summary>
internal sealed class ResumableAccess(StorageState state)
{
    public static bool IsSigned(StorageRequest request) => request.Segments.Length > 2 && request.Segments[2] == "sign";

    /// <summary>Returns the caller, which is the service role for signed uploads.</summary>
    /// <exception cref="StorageErrorException">
    /// The access token is missing or invalid. This error is sent as JSON, unlike others of these routes.
    /// </exception>
    public StorageCaller Caller(StorageRequest request) =>
        IsSigned(request)
            ? StorageCaller.Service
            : state.Callers.Require(request, missing: StorageErrors.InvalidToken(StorageErrors.NoToken));

    /// <summary>Authorizes a write. Like the real server, every request is authorized again.</summary>
    /// <returns>The owner of the object, and true when the upload may overwrite an existing object.</returns>
    public (string Owner, bool Upsert) Check(StorageRequest request, StorageCaller caller, string bucket, string key)
    {
        try
        {
            var (owner, upsert) = IsSigned(request)
                ? Signed(request, bucket, key)
                : (caller.Subject ?? string.Empty, request.Upsert);
            state.Writer.Check(caller, bucket, key, upsert);
            return (owner, upsert);
        }
        catch (StorageErrorException failure)
        {
            throw ResumableException.From(failure);
        }
    }

    /// <summary>Authorizes reading the offset. No policy is needed for it.</summary>
    public void CheckRead(StorageRequest request, string bucket, string key)
    {
        try
        {
            _ = IsSigned(request) ? Signed(request, bucket, key) : default;
        }
        catch (StorageErrorException failure)
        {
            throw ResumableException.From(failure);
        }
    }

    private (string Owner, bool Upsert) Signed(StorageRequest request, string bucket, string key)
    {
        var token = request.Header("x-signature") ?? throw new ResumableException(400, "Missing x-signature header");
        var claims = state.SignedUrlTokens.Read(token, "upload", $"{bucket}/{key}");
        return (claims["owner"]?.ToString() ?? string.Empty, claims["upsert"]?.GetValue<bool>() ?? false);
    }
}
