using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Platform.Search;

namespace UtilityBilling.Platform.Pages.Search;

[Authorize]
public sealed class IndexModel(ISearchAppService search) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Q { get; set; }

    public IReadOnlyList<SearchGroup> Groups { get; private set; } = [];

    public int Count { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        Groups = await search.FindAsync(Q?.Length > 100 ? Q[..100] : Q, HttpContext.RequestAborted);
        foreach (var group in Groups)
            Count += group.Hits.Count;
        return this.PageOrPartial("_Hits", this);
    }
}
