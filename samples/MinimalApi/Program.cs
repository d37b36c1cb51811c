using MinimalApi;
using Unified.Media;

const long MaxUpload = 64 * 1024 * 1024; // the images' own limit and what multipart adds

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaxUpload);
builder.Services.AddUnifiedMedia(media => media.UseEmbedded(Path.Combine(builder.Environment.ContentRootPath, "data")));
builder.Services.AddProblemDetails().AddExceptionHandler<MediaProblems>();

var app = builder.Build();
app.UseExceptionHandler();

// NOT FOR PRODUCTION: anybody can write any name into a header. A real host takes the id from the identity that it has validated:
// MediaUser.FromClaims(context.User)
static MediaUser UserOf(HttpContext context) =>
    OwnerId.TryParse(context.Request.Headers["X-User"], out var id) ? MediaUser.For(id) : MediaUser.Anonymous;

var api = app.MapGroup("/api/media");

api.MapPost("/", async (HttpContext context, IUnifiedMediaStore store, IFormFile file, CancellationToken cancellationToken) =>
{
    await using var content = file.OpenReadStream();
    var item = await store.UploadUserImageAsync(UserOf(context), content, file.FileName, cancellationToken);
    return Results.Created(item.ContentUrl, MediaAnswer.Of(item));
}).DisableAntiforgery(); // the header above is no cookie

api.MapGet("/", async (HttpContext context, IUnifiedMediaStore store, string? text, string? cursor, CancellationToken cancellationToken) =>
{
    var page = await store.GetUserUnifiedMediaAsync(UserOf(context), new() { Text = text, Cursor = cursor }, cancellationToken);
    return Results.Ok(new { Items = page.Items.Select(MediaAnswer.Of), page.NextCursor });
});

api.MapGet("/{id}/content", (HttpContext context, MediaId id) => new RangedContent(UserOf(context), id));

api.MapDelete("/{id}", async (HttpContext context, IUnifiedMediaStore store, MediaId id) =>
    await store.DeleteMediaUnifiedAsync(UserOf(context), id) ? Results.NoContent() : Results.NotFound());

app.Run();
