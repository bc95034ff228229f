using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Platform.Search;
using UtilityBilling.Search;

namespace UtilityBilling.Platform.Pages.Search;

[SignedIn]
public sealed class IndexModel(ISearchAppService search) : PageModel
{
    private const int LongestText = 100;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Q { get; set; }

    public IReadOnlyList<SearchHit> Hits { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        Hits = await search.FindAsync(Q?.Length > LongestText ? Q[..LongestText] : Q, HttpContext.RequestAborted);
        return this.PageOrPartial("_SearchHits", Hits);
    }
}
