namespace Unified.Media.TestStorage;

/// <summary>Routes a request to its handler.</summary>
internal sealed class StorageRoutes
{
    private readonly BucketRoutes _buckets;
    private readonly UploadRoutes _uploads;
    private readonly ReadRoutes _reads;
    private readonly DeleteRoutes _deletes;
    private readonly MoveCopyRoutes _relocations;
    private readonly ListRoutes _lists;
    private readonly ListV2Routes _pages;
    private readonly SignRoutes _signs;
    private readonly SignedUploadRoutes _signedUploads;
    private readonly ResumableRoutes _resumable;

    public StorageRoutes(StorageState state)
    {
        _buckets = new BucketRoutes(state);
        _uploads = new UploadRoutes(state);
        _reads = new ReadRoutes(state);
        _deletes = new DeleteRoutes(state);
        _relocations = new MoveCopyRoutes(state);
        _lists = new ListRoutes(state);
        _pages = new ListV2Routes(state);
        _signs = new SignRoutes(state);
        _signedUploads = new SignedUploadRoutes(state, _uploads);
        var access = new ResumableAccess(state);
        _resumable = new ResumableRoutes(state, new ResumableChunks(state, access), access);
    }

    public Task HandleAsync(StorageRequest request) => request.Segments[0] switch
    {
        "object" => Object(request) ?? throw NoRoute(request, isKnownPrefix: true),
        "bucket" => Bucket(request) ?? throw NoRoute(request, isKnownPrefix: true),
        "render" => Render(request) ?? throw NoRoute(request, isKnownPrefix: true),
        "upload" when request.Segments is [_, "resumable", ..] && request.Method != "GET" => _resumable.HandleAsync(request),
        "status" when request.Segments.Length == 1 => Task.CompletedTask,
        _ => throw NoRoute(request, isKnownPrefix: false),
    };

    private Task? Bucket(StorageRequest request) => (RoutingMethod(request), request.Segments) switch
    {
        ("POST", [_]) => _buckets.CreateAsync(request),
        ("GET", [_]) => _buckets.ListAsync(request),
        ("GET", [_, _]) => _buckets.GetAsync(request),
        ("PUT", [_, _]) => _buckets.UpdateAsync(request),
        ("DELETE", [_, _]) => _buckets.DeleteAsync(request),
        ("POST", [_, _, "empty"]) => _buckets.EmptyAsync(request),
        _ => null,
    };

    private Task? Render(StorageRequest request) => (RoutingMethod(request), request.Segments) switch
    {
        ("GET", [_, "image", "authenticated", _, _, ..]) => _reads.RenderAuthenticatedAsync(request),
        ("GET", [_, "image", "public", _, _, ..]) => _reads.RenderPublicAsync(request),
        ("GET", [_, "image", "sign", _, _, ..]) => _signs.RenderAsync(request),
        _ => null,
    };

    private Task? Object(StorageRequest request) => (RoutingMethod(request), request.Segments) switch
    {
        ("POST", [_, "move"]) => _relocations.MoveAsync(request),
        ("POST", [_, "copy"]) => _relocations.CopyAsync(request),
        ("POST", [_, "list", _]) => _lists.ListAsync(request),
        ("POST", [_, "list-v2", _]) => _pages.ListAsync(request),
        ("POST", [_, "sign", _]) => _signs.SignManyAsync(request),
        ("POST", [_, "sign", _, _, ..]) => _signs.SignOneAsync(request),
        ("GET", [_, "sign", _, _, ..]) => _signs.OpenAsync(request),
        ("POST", [_, "upload", "sign", _, _, ..]) => _signedUploads.SignAsync(request),
        ("PUT", [_, "upload", "sign", _, _, ..]) => _signedUploads.UploadAsync(request),
        ("GET", [_, "info", "authenticated", _, _, ..]) => _reads.InfoAuthenticatedAsync(request),
        ("GET", [_, "info", "public", _, _, ..]) => _reads.InfoPublicAsync(request),
        ("GET", [_, "info", _, _, ..]) => _reads.InfoLenientAsync(request),
        ("GET", [_, "authenticated", _, _, ..]) => _reads.GetAuthenticatedAsync(request),
        ("GET", [_, "public", _, _, ..]) => _reads.GetPublicAsync(request),
        ("GET", [_, _, _, ..]) => _reads.GetLenientAsync(request),
        ("POST", [_, _, _, ..]) => _uploads.CreateAsync(request),
        ("PUT", [_, _, _, ..]) => _uploads.ReplaceAsync(request),
        ("DELETE", [_, _]) => _deletes.ManyAsync(request),
        ("DELETE", [_, _, _, ..]) => _deletes.OneAsync(request),
        _ => null,
    };

    private static string RoutingMethod(StorageRequest request) => request.IsHead ? "GET" : request.Method;

    private static StorageErrorException NoRoute(StorageRequest request, bool isKnownPrefix) =>
        StorageErrors.NoRoute(request.Method, request.RawPath, isKnownPrefix);
}
