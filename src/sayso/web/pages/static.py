"""The style sheet and the script."""

from fastapi import APIRouter, HTTPException, Request, Response

from sayso.web.assets import assets

router = APIRouter()


@router.get("/static/{name}")
async def static(request: Request, name: str) -> Response:
    """One of them; packed where the browser takes that."""
    asset = assets().get(name)
    if asset is None:
        raise HTTPException(404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(asset.packed, 200, headers, asset.media_type)
    return Response(asset.data, 200, headers, asset.media_type)
