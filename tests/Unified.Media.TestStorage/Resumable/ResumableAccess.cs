namespace Unified.Media.TestStorage;

/// <summary>Authorizes resumable uploads, by the access token and the policies, or by the signature of the key.</summary>
internal sealed class ResumableAccess(StorageState state)
{
    public static bool IsSigned(StorageRequest request) => request.Segments.Length > 2 && request.Segments[2] == "sign";

    /// <summary>Fails with a JSON error, unlike the other errors of these routes.</summary>
    public StorageCaller Caller(StorageRequest request) =>
        IsSigned(request) ? StorageCaller.Service : state.Callers.Require(request, missing: Failures.InvalidToken(Failures.NoToken));

    /// <summary>Authorizes a write. Checked again at every request with content.</summary>
    /// <returns>The owner of the object, and whether it may be overwritten.</returns>
    public (string Owner, bool Upsert) Check(StorageRequest request, StorageCaller caller, string bucket, string key)
    {
        try
        {
            var (owner, upsert) = IsSigned(request)
                ? Signed(request, bucket, key)
                : (caller.Subject ?? string.Empty, request.Upsert);
            state.Write.Check(caller, bucket, key, upsert);
            return (owner, upsert);
        }
        catch (StorageFailure failure)
        {
            throw ResumableFailure.From(failure);
        }
    }

    /// <summary>Authorizes a read of the offset: it needs a valid token or signature, and no policy.</summary>
    public void CheckRead(StorageRequest request, string bucket, string key)
    {
        try
        {
            _ = IsSigned(request) ? Signed(request, bucket, key) : default;
        }
        catch (StorageFailure failure)
        {
            throw ResumableFailure.From(failure);
        }
    }

    private (string Owner, bool Upsert) Signed(StorageRequest request, string bucket, string key)
    {
        var token = request.Header("x-signature") ?? throw new ResumableFailure(400, "Missing x-signature header");
        var claims = state.Signatures.Read(token, "upload", $"{bucket}/{key}");
        return (claims["owner"]?.ToString() ?? string.Empty, claims["upsert"]?.GetValue<bool>() ?? false);
    }
}
